import Mailgun from "mailgun.js";
import { ServerClient } from "postmark";
import { mailProviders } from "../../packages/register/src/testing/fake-mail.ts";
import { testLogOracles } from "../../packages/register/src/testing/log-oracle.contract.ts";
import { loggedDeliveries } from "../../packages/register/src/testing/logged-deliveries.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

const domain = "mg.example.com";

function mailgunOf(key: string): ReturnType<InstanceType<typeof Mailgun>["client"]> {
  return new Mailgun(FormData).client({ username: "api", key });
}

function postmarkWebhook(secret: string) {
  const [Username = "", Password = ""] = secret.split(":");
  return {
    Url: oracleUrl,
    HttpAuth: { Username, Password },
    Triggers: {
      Delivery: { Enabled: true },
      Bounce: { Enabled: true },
      SpamComplaint: { Enabled: false },
      Open: { Enabled: false },
      Click: { Enabled: false },
      SubscriptionChange: { Enabled: false },
    },
  };
}

const postmark: Oracle = {
  provider: "postmark",
  types: ["Delivery", "Bounce"],
  create: async (token, secret) => {
    const { ID } = await new ServerClient(token).createWebhook({
      MessageStream: "outbound",
      ...postmarkWebhook(secret),
    });
    return { id: String(ID) };
  },
  update: (token, id, secret) => new ServerClient(token).editWebhook(Number(id), postmarkWebhook(secret)),
  remove: (token, id) => new ServerClient(token).deleteWebhook(Number(id)),
  urls: async (token) => {
    const { Webhooks } = await new ServerClient(token).getWebhooks({ messageStream: "outbound" });
    return Webhooks.map(({ Url }) => Url);
  },
};

const mailgun: Oracle = {
  provider: "mailgun",
  types: ["delivered", "opened"],
  create: async (key) => {
    const { webhooks } = mailgunOf(key);
    for (const type of ["delivered", "opened"]) await webhooks.create(domain, type, oracleUrl, false);
    return { id: oracleUrl, secret: "mailgun-signing-key-1" }; // the library does not read the signing key
  },
  remove: async (key) => {
    for (const type of ["delivered", "opened"]) await mailgunOf(key).webhooks.destroy(domain, type);
  },
  urls: async (key) =>
    Object.values(await mailgunOf(key).webhooks.list(domain, {})).flatMap(({ urls }) => urls),
};

testOracles(mailProviders, [postmark, mailgun]);

testLogOracles(loggedDeliveries, [
  {
    provider: "mailgun",
    ids: async (key, { since, until }) => {
      const { events } = mailgunOf(key);
      const inSeconds = (time: Date): string => String(time.getTime() / 1000);
      const all: unknown[] = [];
      let list = await events.get(domain, {
        begin: inSeconds(since),
        end: inSeconds(until),
        ascending: "yes",
        limit: 300,
      });
      while (list.items.length > 0) {
        all.push(...list.items.map(({ id }) => id));
        list = await events.get(domain, { page: list.pages.next.page ?? "" });
      }
      return all;
    },
  },
]);
