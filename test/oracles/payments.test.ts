import {
  createWebhook,
  deleteWebhook,
  lemonSqueezySetup,
  listWebhooks,
  updateWebhook,
} from "@lemonsqueezy/lemonsqueezy.js";
import { Client as Mollie } from "mollie-api-typescript";
import { WebhookEventTypes } from "mollie-api-typescript/models";
import { paymentProviders } from "../../packages/register/src/testing/fake-payments.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

function mollieWebhook() {
  return {
    name: oracleDescription,
    url: oracleUrl,
    eventTypes: [WebhookEventTypes.PaymentLinkPaid, WebhookEventTypes.SalesInvoicePaid],
  };
}

const mollie: Oracle = {
  provider: "mollie",
  types: ["payment-link.paid", "sales-invoice.paid"],
  create: async (oAuth) => {
    const made = await new Mollie({ security: { oAuth } }).webhooks.create({ requestBody: mollieWebhook() });
    return { id: made.id, secret: made.webhookSecret };
  },
  update: (oAuth, webhookId) =>
    new Mollie({ security: { oAuth } }).webhooks.update({ webhookId, requestBody: mollieWebhook() }),
  remove: (oAuth, webhookId) => new Mollie({ security: { oAuth } }).webhooks.delete({ webhookId }),
  urls: async (oAuth) => {
    const { result } = await new Mollie({ security: { oAuth } }).webhooks.list({});
    return result.embedded.webhooks.map(({ url }) => url);
  },
};

const lemonSqueezy: Oracle = {
  provider: "lemon-squeezy",
  types: ["order_created", "order_refunded"],
  create: async (apiKey, secret) => {
    lemonSqueezySetup({ apiKey });
    const { data } = await createWebhook(7, {
      url: oracleUrl,
      events: ["order_created", "order_refunded"],
      secret,
    });
    return { id: data?.data.id };
  },
  update: async (apiKey, id, secret) => {
    lemonSqueezySetup({ apiKey });
    await updateWebhook(id, { url: oracleUrl, events: ["order_created", "order_refunded"], secret });
  },
  remove: async (apiKey, id) => {
    lemonSqueezySetup({ apiKey });
    await deleteWebhook(id);
  },
  urls: async (apiKey) => {
    lemonSqueezySetup({ apiKey });
    const { data } = await listWebhooks({ filter: { storeId: 7 } });
    return data?.data.map(({ attributes }) => attributes.url) ?? [];
  },
};

testOracles(paymentProviders, [mollie, lemonSqueezy]);
