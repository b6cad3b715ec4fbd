import MailerLite from "@mailerlite/mailerlite-nodejs";
import { Configuration, WebhooksApi } from "launchdarkly-api-typescript";
import Nylas, { WebhookTriggers } from "nylas";
import { expect, test } from "vitest";
import { nylasClient } from "../../packages/register/src/client/nylas.ts";
import { platformProviders } from "../../packages/register/src/testing/fake-platforms.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

function mailerliteOf(key: string): MailerLite["webhooks"] {
  return new MailerLite({ api_key: key }).webhooks;
}

const mailerliteFields = {
  name: oracleDescription,
  url: oracleUrl,
  events: ["subscriber.created", "campaign.open"],
};

const mailerlite: Oracle = {
  provider: "mailerlite",
  types: mailerliteFields.events,
  differs: { batchable: "ours: the library does not know it, and opens come in batches alone" },
  create: async (key) => {
    const { data } = await mailerliteOf(key).create(mailerliteFields);
    return { id: data.data.id, secret: data.data.secret };
  },
  update: (key, id) => mailerliteOf(key).update(id, { ...mailerliteFields, enabled: true }),
  remove: (key, id) => mailerliteOf(key).delete(id),
  urls: async (key) => (await mailerliteOf(key).get()).data.data.map(({ url }) => url),
};

function launchdarklyOf(apiKey: string): WebhooksApi {
  return new WebhooksApi(new Configuration({ apiKey }));
}

const launchdarkly: Oracle = {
  provider: "launchdarkly",
  types: [],
  create: async (key, secret) => {
    const webhook = { name: oracleDescription, url: oracleUrl, on: true, sign: true, secret };
    return { id: (await launchdarklyOf(key).postWebhook(webhook)).data._id };
  },
  update: (key, id, secret) =>
    launchdarklyOf(key).patchWebhook(id, [
      { op: "replace", path: "/url", value: oracleUrl },
      { op: "replace", path: "/on", value: true },
      { op: "add", path: "/secret", value: secret },
    ]),
  remove: (key, id) => launchdarklyOf(key).deleteWebhook(id),
  urls: async (key) => (await launchdarklyOf(key).getAllWebhooks()).data.items.map(({ url }) => url),
};

function nylasOf(apiKey: string): Nylas["webhooks"] {
  return new Nylas({ apiKey, apiUri: "https://api.eu.nylas.com" }).webhooks;
}

const nylasFields = {
  description: oracleDescription,
  webhookUrl: oracleUrl,
  triggerTypes: [WebhookTriggers.MessageCreated, WebhookTriggers.GrantExpired],
};

const nylas: Oracle = {
  provider: "nylas",
  types: nylasFields.triggerTypes,
  differs: { status: "ours: Nylas's description has it for a change, which the library's type leaves out" },
  create: async (key) => {
    const { data } = await nylasOf(key).create({ requestBody: nylasFields });
    return { id: data.id, secret: data.webhookSecret };
  },
  update: (key, webhookId) => nylasOf(key).update({ webhookId, requestBody: nylasFields }),
  remove: (key, webhookId) => nylasOf(key).destroy({ webhookId }),
  urls: async (key) => {
    const urls: string[] = [];
    for await (const { data } of nylasOf(key).list()) urls.push(...data.map(({ webhookUrl }) => webhookUrl));
    return urls;
  },
};

testOracles(platformProviders, [mailerlite, launchdarkly, nylas]);

test("nylas has every type that we subscribe to", () => {
  const known: readonly string[] = Object.values(WebhookTriggers);

  expect(nylasClient.subscriptions.every.filter((type) => !known.includes(type))).toEqual([]);
});
