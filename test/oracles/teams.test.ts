import { createClient } from "@typeform/api-client";
import { ApiClient, WebhooksApi } from "asana";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";
import { teamProviders } from "../../packages/register/src/testing/fake-teams.ts";

function typeformWebhook(secret: string) {
  return { uid: "abc123", tag: "hookyard-mine", url: oracleUrl, enabled: true, secret, verifySSL: true };
}

const typeform: Oracle = {
  provider: "typeform",
  types: ["form_response"],
  differs: { event_types: "the library is older than form_response_partial, and does not choose" },
  create: async (token, secret) => {
    const { tag } = await createClient({ token }).webhooks.create(typeformWebhook(secret));
    return { id: tag };
  },
  update: (token, _tag, secret) => createClient({ token }).webhooks.update(typeformWebhook(secret)),
  remove: (token, tag) => createClient({ token }).webhooks.delete({ uid: "abc123", tag }),
  urls: async (token) =>
    (await createClient({ token }).webhooks.list({ uid: "abc123" })).items.map(({ url }) => url),
};

/** The names of what is made: the library answers nothing else unless it is told them. */
const opt_fields = "target,active,filters.resource_type,filters.action,last_failure_content,resource.gid";

const filters = [
  { resource_type: "task", action: "added" },
  { resource_type: "task", action: "changed" },
];

function asanaOf(token: string): WebhooksApi {
  const client = new ApiClient();
  const auth = client.authentications["token"];
  if (auth === undefined) throw new TypeError("the library takes its token elsewhere");
  auth.accessToken = token;
  return new WebhooksApi(client);
}

const asana: Oracle = {
  provider: "asana",
  types: ["task.added", "task.changed"],
  create: async (token) => {
    const { data } = await asanaOf(token).createWebhookWithHttpInfo(
      {
        data: {
          resource: "22",
          target: oracleUrl,
          filters,
        },
      },
      { opt_fields },
    );
    return { id: data.data.gid, secret: data["X-Hook-Secret"] };
  },
  update: (token, gid) => asanaOf(token).updateWebhook({ data: { filters } }, gid, {}),
  remove: (token, gid) => asanaOf(token).deleteWebhook(gid),
  urls: async (token) => {
    const { data } = await asanaOf(token).getWebhooks("11", { resource: "22", limit: 100, opt_fields });
    return data.map(({ target }: { readonly target: string }) => target);
  },
};

testOracles(teamProviders, [typeform, asana]);
