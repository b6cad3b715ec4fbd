import easypostSdk from "@easypost/api";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import { Configuration, DefaultApi, Region } from "@onfido/api";
import { BoxClient, BoxDeveloperTokenAuth } from "box-node-sdk";
import { Resend } from "resend";
import { Svix } from "svix";
import { WebflowClient } from "webflow-api";
import { commerceProviders } from "../testing/fake-commerce.ts";
import { contentProviders } from "../testing/fake-content.ts";
import { customerProviders } from "../testing/fake-customers.ts";
import { identityProviders } from "../testing/fake-identity.ts";
import { mailProviders } from "../testing/fake-mail.ts";
import { type Oracle, oracleDescription, oracleUrl, testOracles } from "../testing/oracle.contract.ts";

/*
 * The providers' own libraries against the same played providers: what they send makes the same endpoint as what our
 * client sends, and they can read the answers that our client is tested with.
 */

const site = "580e63e98c9a982ac9b8b741";

/** What @easypost/api 8.9.0 exports, which its types do not say. */
const EasyPost = easypostSdk as unknown as new (
  key: string,
) => {
  readonly Webhook: {
    create(fields: {
      readonly url: string;
      readonly webhook_secret: string;
    }): Promise<{ readonly id: string }>;
    update(id: string, fields: { readonly webhook_secret: string }): Promise<unknown>;
    delete(id: string): Promise<void>;
    all(query: object): Promise<{ readonly webhooks: readonly { readonly url: string }[] }>;
  };
};

const oracles: readonly Oracle[] = [
  {
    provider: "resend",
    types: ["email.sent"],
    create: async (key) => {
      const { data } = await new Resend(key).webhooks.create({ endpoint: oracleUrl, events: ["email.sent"] });
      return { id: data?.id, secret: data?.signing_secret };
    },
    update: (key, id) =>
      new Resend(key).webhooks.update(id, { endpoint: oracleUrl, events: ["email.sent"], status: "enabled" }),
    remove: (key, id) => new Resend(key).webhooks.remove(id),
    urls: async (key) =>
      (await new Resend(key).webhooks.list()).data?.data.map(({ endpoint }) => endpoint) ?? [],
  },
  {
    provider: "svix",
    types: ["invoice.paid"],
    create: (key, secret) =>
      new Svix(key).endpoint.create("app_1", {
        url: oracleUrl,
        description: oracleDescription,
        filterTypes: ["invoice.paid"],
        disabled: false,
        secret,
      }),
    update: (key, id, secret) =>
      new Svix(key).endpoint.patch("app_1", id, {
        url: oracleUrl,
        description: oracleDescription,
        filterTypes: ["invoice.paid"],
        disabled: false,
        secret,
      }),
    remove: (key, id) => new Svix(key).endpoint.delete("app_1", id),
    urls: async (key) => (await new Svix(key).endpoint.list("app_1")).data.map(({ url }) => url),
  },
  {
    provider: "onfido",
    types: ["check.completed"],
    create: async (apiToken) => {
      const api = new DefaultApi(new Configuration({ apiToken, region: Region.EU }));
      const { data } = await api.createWebhook({
        url: oracleUrl,
        enabled: true,
        events: ["check.completed"],
      });
      return { id: data.id, secret: data.token };
    },
    update: (apiToken, id) =>
      new DefaultApi(new Configuration({ apiToken, region: Region.EU })).updateWebhook(id, {
        url: oracleUrl,
        enabled: true,
        events: ["check.completed"],
      }),
    remove: (apiToken, id) =>
      new DefaultApi(new Configuration({ apiToken, region: Region.EU })).deleteWebhook(id),
    urls: async (apiToken) => {
      const api = new DefaultApi(new Configuration({ apiToken, region: Region.EU }));
      return (await api.listWebhooks()).data.webhooks.map(({ url }) => url);
    },
  },
  {
    provider: "box",
    types: ["FILE.UPLOADED"],
    create: async (token) => {
      const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) });
      const { id } = await client.webhooks.createWebhook({
        target: { id: "77", type: "folder" },
        address: oracleUrl,
        triggers: ["FILE.UPLOADED"],
      });
      return { id };
    },
    update: (token, id) =>
      new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) }).webhooks.updateWebhookById(id, {
        requestBody: {
          target: { id: "77", type: "folder" },
          address: oracleUrl,
          triggers: ["FILE.UPLOADED"],
        },
      }),
    remove: (token, id) =>
      new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) }).webhooks.deleteWebhookById(id),
    urls: async (token) => {
      const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) });
      const { entries = [] } = await client.webhooks.getWebhooks();
      return Promise.all(
        entries.map(async ({ id = "" }) => (await client.webhooks.getWebhookById(id)).address),
      );
    },
  },
  {
    provider: "easypost",
    types: [],
    create: (key, secret) => new EasyPost(key).Webhook.create({ url: oracleUrl, webhook_secret: secret }),
    update: (key, id, secret) => new EasyPost(key).Webhook.update(id, { webhook_secret: secret }),
    remove: (key, id) => new EasyPost(key).Webhook.delete(id),
    urls: async (key) => (await new EasyPost(key).Webhook.all({})).webhooks.map(({ url }) => url),
  },
  {
    provider: "webflow",
    types: ["form_submission"],
    create: async (accessToken) => {
      await new WebflowClient({ accessToken }).webhooks.create(site, {
        triggerType: "form_submission",
        url: oracleUrl,
      });
      return { id: oracleUrl }; // several of one URL are one endpoint here
    },
    remove: async (accessToken) => {
      const { webhooks = [] } = await new WebflowClient({ accessToken }).webhooks.list(site);
      for (const { id = "" } of webhooks) await new WebflowClient({ accessToken }).webhooks.delete(id);
    },
    urls: async (accessToken) =>
      (await new WebflowClient({ accessToken }).webhooks.list(site)).webhooks?.map(({ url }) => url) ?? [],
  },
  {
    provider: "elevenlabs",
    types: [],
    create: async (apiKey) => {
      const made = await new ElevenLabsClient({ apiKey }).webhooks.create({
        settings: { authType: "hmac", name: oracleDescription, webhookUrl: oracleUrl },
      });
      return { id: made.webhookId, secret: made.webhookSecret };
    },
    update: (apiKey, id) =>
      new ElevenLabsClient({ apiKey }).webhooks.update(id, { name: oracleDescription, isDisabled: false }),
    remove: (apiKey, id) => new ElevenLabsClient({ apiKey }).webhooks.delete(id),
    urls: async (apiKey) =>
      (await new ElevenLabsClient({ apiKey }).webhooks.list()).webhooks.map(({ webhookUrl }) => webhookUrl),
  },
];

testOracles(
  [...mailProviders, ...commerceProviders, ...contentProviders, ...customerProviders, ...identityProviders],
  oracles,
);
