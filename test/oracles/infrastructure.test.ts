import { client as datadogClient, v1 as datadogV1 } from "@datadog/datadog-api-client";
import type { Client as XClient } from "@xdevplatform/xdk";
import Cloudflare from "cloudflare";
import { siteProviders } from "../../packages/register/src/testing/fake-site.ts";
import { socialProviders } from "../../packages/register/src/testing/fake-social.ts";
import { toolProviders } from "../../packages/register/src/testing/fake-tools.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

const account_id = "acc1";

const cloudflareStream: Oracle = {
  provider: "cloudflare-stream",
  types: [],
  create: async (apiToken) => {
    const { secret } = await new Cloudflare({ apiToken }).stream.webhooks.update({
      account_id,
      notificationUrl: oracleUrl,
    });
    return { id: "webhook", secret }; // an account has one, without an id
  },
  remove: (apiToken) => new Cloudflare({ apiToken }).stream.webhooks.delete({ account_id }),
  urls: async (apiToken) => [
    (await new Cloudflare({ apiToken }).stream.webhooks.get({ account_id })).notificationUrl,
  ],
};

/** Loaded late: it keeps the fetch that it finds then. */
async function xOf(bearerToken: string): Promise<XClient> {
  const { Client } = await import("@xdevplatform/xdk");
  return new Client({ bearerToken });
}

const xTwitter: Oracle = {
  provider: "x-twitter",
  types: [],
  create: async (bearerToken) => {
    const { data } = await (await xOf(bearerToken)).webhooks.create({ url: oracleUrl });
    return { id: data?.id };
  },
  update: async (bearerToken, id) => (await xOf(bearerToken)).webhooks.validate(id),
  remove: async (bearerToken, id) => (await xOf(bearerToken)).webhooks.delete(id),
  urls: async (bearerToken) =>
    (await (await xOf(bearerToken)).webhooks.get()).data?.map(({ url }) => url) ?? [],
};

function datadogOf(key: string): datadogV1.WebhooksIntegrationApi {
  const [apiKeyAuth = "", appKeyAuth = ""] = key.split(":");
  return new datadogV1.WebhooksIntegrationApi(
    datadogClient.createConfiguration({ authMethods: { apiKeyAuth, appKeyAuth } }),
  );
}

const webhookName = "hookyard-mine";

const datadog: Oracle = {
  provider: "datadog",
  types: [],
  differs: { payload: "ours: what the message is to say" },
  create: async (key, secret) => {
    const { name } = await datadogOf(key).createWebhooksIntegration({
      body: {
        name: webhookName,
        url: oracleUrl,
        encodeAs: "json",
        customHeaders: JSON.stringify({ Authorization: `Bearer ${secret}` }),
      },
    });
    return { id: name };
  },
  update: (key, _id, secret) =>
    datadogOf(key).updateWebhooksIntegration({
      webhookName,
      body: {
        name: webhookName,
        url: oracleUrl,
        encodeAs: "json",
        customHeaders: JSON.stringify({ Authorization: `Bearer ${secret}` }),
      },
    }),
  remove: (key) => datadogOf(key).deleteWebhooksIntegration({ webhookName }),
  urls: async (key) => [(await datadogOf(key).getWebhooksIntegration({ webhookName })).url],
};

testOracles([...siteProviders, ...socialProviders, ...toolProviders], [cloudflareStream, xTwitter, datadog]);
