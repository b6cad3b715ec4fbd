import mailchimpMarketing from "@mailchimp/mailchimp_marketing";
import mailchimpTransactional from "@mailchimp/mailchimp_transactional";
import { ApiKeySession, WebhooksApi } from "klaviyo-api";
import { audienceProviders } from "../../packages/register/src/testing/fake-audience.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

const klaviyoTopics = ["event:klaviyo.bounced_email", "event:klaviyo.sent_sms"];

const klaviyo: Oracle = {
  provider: "klaviyo",
  types: klaviyoTopics,
  create: async (key, secretKey) => {
    const { body } = await new WebhooksApi(new ApiKeySession(key)).createWebhook({
      data: {
        type: "webhook",
        attributes: { name: oracleDescription, endpointUrl: oracleUrl, secretKey },
        relationships: {
          webhookTopics: { data: klaviyoTopics.map((id) => ({ type: "webhook-topic", id })) },
        },
      },
    });
    return { id: body.data.id };
  },
  update: (key, id, secretKey) =>
    new WebhooksApi(new ApiKeySession(key)).updateWebhook(id, {
      data: {
        type: "webhook",
        id,
        attributes: { name: oracleDescription, endpointUrl: oracleUrl, secretKey, enabled: true },
        relationships: {
          webhookTopics: { data: klaviyoTopics.map((topic) => ({ type: "webhook-topic", id: topic })) },
        },
      },
    }),
  remove: (key, id) => new WebhooksApi(new ApiKeySession(key)).deleteWebhook(id),
  urls: async (key) => {
    const { body } = await new WebhooksApi(new ApiKeySession(key)).getWebhooks({
      include: ["webhook-topics"],
    });
    return body.data.map(({ attributes }) => attributes.endpointUrl);
  },
};

const audience = "a1b2c3";

function mailchimpOf(apiKey: string) {
  mailchimpMarketing.setConfig({ apiKey, server: "us6" });
  return mailchimpMarketing.lists;
}

const mailchimpFields = (secret: string) => ({
  url: `${oracleUrl}?secret=${secret}`,
  events: {
    campaign: false,
    cleaned: true,
    profile: false,
    subscribe: true,
    unsubscribe: false,
    upemail: false,
  },
  sources: { user: true, admin: true, api: true },
});

const mailchimp: Oracle = {
  provider: "mailchimp",
  types: ["subscribe", "cleaned"],
  create: async (key, secret) => {
    const { id } = await mailchimpOf(key).createListWebhook(audience, mailchimpFields(secret));
    return { id };
  },
  update: (key, id, secret) => mailchimpOf(key).updateListWebhook(audience, id, mailchimpFields(secret)),
  remove: (key, id) => mailchimpOf(key).deleteListWebhook(audience, id),
  urls: async (key) => {
    const { webhooks } = await mailchimpOf(key).getListWebhooks(audience);
    return webhooks.map(({ url }) => url.split("?")[0]);
  },
};

const mandrill: Oracle = {
  provider: "mandrill",
  types: ["send", "hard_bounce"],
  create: async (key) => {
    const made = await mailchimpTransactional(key).webhooks.add({
      url: oracleUrl,
      description: oracleDescription,
      events: ["send", "hard_bounce"],
    });
    return { id: String(made.id), secret: made.auth_key };
  },
  update: (key, id) =>
    mailchimpTransactional(key).webhooks.update({
      id: Number(id),
      url: oracleUrl,
      description: oracleDescription,
      events: ["send", "hard_bounce"],
    }),
  remove: (key, id) => mailchimpTransactional(key).webhooks.delete({ id: Number(id) }),
  urls: async (key) => (await mailchimpTransactional(key).webhooks.list()).map(({ url }) => url),
};

testOracles(audienceProviders, [klaviyo, mailchimp, mandrill]);
