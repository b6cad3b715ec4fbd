import { Client as AdyenClient, EnvironmentEnum, ManagementAPI } from "@adyen/api-library";
import { Environment, Paddle } from "@paddle/paddle-node-sdk";
import { Polar } from "@polar-sh/sdk";
import Lithic from "lithic";
import Razorpay from "razorpay";
import { SquareClient } from "square";
import Stripe from "stripe";
import { financeProviders } from "../testing/fake-finance.ts";
import { paymentProviders } from "../testing/fake-payments.ts";
import { type Oracle, oracleDescription, oracleUrl, testOracles } from "../testing/oracle.contract.ts";

/* The libraries of those that move money, as oracle.test.ts has others. */

function stripeOf(key: string): Stripe {
  return new Stripe(key, { httpClient: Stripe.createFetchHttpClient() });
}

function adyenOf(apiKey: string): ManagementAPI["WebhooksMerchantLevelApi"] {
  const config = { apiKey, environment: EnvironmentEnum.LIVE, liveEndpointUrlPrefix: "x" };
  return new ManagementAPI(new AdyenClient(config)).WebhooksMerchantLevelApi;
}

function razorpayOf(key: string): Razorpay {
  const [key_id = "", key_secret = ""] = key.split(":");
  return new Razorpay({ key_id, key_secret });
}

const oracles: readonly Oracle[] = [
  {
    provider: "stripe",
    types: ["payment_intent.succeeded", "invoice.paid"],
    create: async (key) => {
      return stripeOf(key).webhookEndpoints.create({
        url: oracleUrl,
        enabled_events: ["payment_intent.succeeded", "invoice.paid"],
        description: oracleDescription,
      });
    },
    update: (key, id) =>
      stripeOf(key).webhookEndpoints.update(id, {
        url: oracleUrl,
        enabled_events: ["payment_intent.succeeded", "invoice.paid"],
        description: oracleDescription,
        disabled: false,
      }),
    remove: (key, id) => stripeOf(key).webhookEndpoints.del(id),
    urls: async (key) => (await stripeOf(key).webhookEndpoints.list()).data.map(({ url }) => url),
  },
  {
    provider: "square",
    differs: { idempotency_key: "each makes its own" },
    types: ["payment.created"],
    create: async (token) => {
      const { subscription } = await new SquareClient({ token }).webhooks.subscriptions.create({
        idempotencyKey: "one",
        subscription: {
          name: oracleDescription,
          enabled: true,
          eventTypes: ["payment.created"],
          notificationUrl: oracleUrl,
        },
      });
      return { id: subscription?.id, secret: subscription?.signatureKey };
    },
    update: (token, subscriptionId) =>
      new SquareClient({ token }).webhooks.subscriptions.update({
        subscriptionId,
        subscription: {
          enabled: true,
          eventTypes: ["payment.created"],
          notificationUrl: oracleUrl,
        },
      }),
    remove: (token, subscriptionId) =>
      new SquareClient({ token }).webhooks.subscriptions.delete({ subscriptionId }),
    urls: async (token) => {
      const page = await new SquareClient({ token }).webhooks.subscriptions.list();
      return page.data.map(({ notificationUrl }) => notificationUrl);
    },
  },
  {
    provider: "paddle",
    types: ["transaction.paid"],
    create: async (key) => {
      const made = await new Paddle(key, { environment: Environment.production }).notificationSettings.create(
        {
          description: oracleDescription,
          destination: oracleUrl,
          subscribedEvents: ["transaction.paid" as never], // the library's type is an enum of these texts
          type: "url",
          apiVersion: 1,
        },
      );
      return { id: made.id, secret: made.endpointSecretKey };
    },
    update: (key, id) =>
      new Paddle(key).notificationSettings.update(id, {
        description: oracleDescription,
        destination: oracleUrl,
        subscribedEvents: ["transaction.paid" as never], // as above
        apiVersion: 1,
        active: true,
      }),
    remove: (key, id) => new Paddle(key).notificationSettings.delete(id),
    urls: async (key) =>
      (await new Paddle(key).notificationSettings.list()).map(({ destination }) => destination),
  },
  {
    provider: "polar",
    types: ["order.paid"],
    create: (accessToken) =>
      new Polar({ accessToken }).webhooks.createWebhookEndpoint({
        url: oracleUrl,
        events: ["order.paid"],
        format: "raw",
      }),
    update: (accessToken, id) =>
      new Polar({ accessToken }).webhooks.updateWebhookEndpoint({
        id,
        webhookEndpointUpdate: { url: oracleUrl, events: ["order.paid"], format: "raw", enabled: true },
      }),
    remove: (accessToken, id) => new Polar({ accessToken }).webhooks.deleteWebhookEndpoint({ id }),
    urls: async (accessToken) => {
      const page = await new Polar({ accessToken }).webhooks.listWebhookEndpoints({});
      return page.result.items.map(({ url }) => url);
    },
  },
  {
    provider: "adyen",
    types: [],
    create: async (apiKey) => {
      const api = adyenOf(apiKey);
      const made = await api.setUpWebhook("AcmeECOM", {
        type: "standard",
        url: oracleUrl,
        active: true,
        description: oracleDescription,
        acceptsSelfSignedCertificate: false,
        communicationFormat: "json" as never, // the library's type is an enum of these texts
      });
      const { hmacKey } = await api.generateHmacKey("AcmeECOM", made.id ?? "");
      return { id: made.id, secret: hmacKey };
    },
    update: (apiKey, id) =>
      adyenOf(apiKey).updateWebhook("AcmeECOM", id, {
        url: oracleUrl,
        active: true,
        description: oracleDescription,
        acceptsSelfSignedCertificate: false,
        communicationFormat: "json" as never, // as above
      }),
    remove: (apiKey, id) => adyenOf(apiKey).removeWebhook("AcmeECOM", id),
    urls: async (apiKey) => {
      const api = adyenOf(apiKey);
      return (await api.listAllWebhooks("AcmeECOM")).data?.map(({ url }) => url) ?? [];
    },
  },
  {
    provider: "lithic",
    types: ["card.created"],
    create: async (apiKey) => {
      const { subscriptions } = new Lithic({ apiKey }).events;
      const { token } = await subscriptions.create({
        url: oracleUrl,
        event_types: ["card.created"],
        description: oracleDescription,
        disabled: false,
      });
      return { id: token, secret: (await subscriptions.retrieveSecret(token)).secret };
    },
    update: (apiKey, id) =>
      new Lithic({ apiKey }).events.subscriptions.update(id, {
        url: oracleUrl,
        event_types: ["card.created"],
        description: oracleDescription,
        disabled: false,
      }),
    remove: (apiKey, id) => new Lithic({ apiKey }).events.subscriptions.delete(id),
    urls: async (apiKey) =>
      (await new Lithic({ apiKey }).events.subscriptions.list()).data.map(({ url }) => url),
  },
  {
    provider: "razorpay",
    types: ["payment.captured"],
    create: (key, secret) =>
      razorpayOf(key).webhooks.create(
        { url: oracleUrl, events: ["payment.captured"], active: true as never, secret },
        "acc_1",
      ), // the API's own is a boolean
    update: (key, id, secret) =>
      razorpayOf(key).webhooks.edit(
        { url: oracleUrl, events: ["payment.captured"], active: true as never, secret }, // as above
        id,
        "acc_1",
      ),
    remove: (key, id) => razorpayOf(key).webhooks.delete(id, "acc_1"),
    urls: async (key) => (await razorpayOf(key).webhooks.all({}, "acc_1")).items.map(({ url }) => url),
  },
];

testOracles([...paymentProviders, ...financeProviders], oracles);
