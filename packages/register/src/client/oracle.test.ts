import { Client as AdyenClient, EnvironmentEnum, ManagementAPI } from "@adyen/api-library";
import easypostSdk from "@easypost/api";
import { Configuration, DefaultApi, Region } from "@onfido/api";
import { Environment, Paddle } from "@paddle/paddle-node-sdk";
import { Polar } from "@polar-sh/sdk";
import { BoxClient, BoxDeveloperTokenAuth } from "box-node-sdk";
import Lithic from "lithic";
import { setupServer } from "msw/node";
import Razorpay from "razorpay";
import { Resend } from "resend";
import { SquareClient } from "square";
import Stripe from "stripe";
import { Svix } from "svix";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { WebflowClient } from "webflow-api";
import { type FakeAccount, type FakeProvider, newAccount } from "../testing/fake-account.ts";
import { commerceProviders } from "../testing/fake-commerce.ts";
import { contentProviders } from "../testing/fake-content.ts";
import { financeProviders } from "../testing/fake-finance.ts";
import { identityProviders } from "../testing/fake-identity.ts";
import { mailProviders } from "../testing/fake-mail.ts";
import { paymentProviders } from "../testing/fake-payments.ts";

/*
 * The providers' own libraries against the same played providers: what they send makes the same endpoint as what our
 * client sends, and they can read the answers that our client is tested with.
 */

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());
afterEach(() => server.resetHandlers());

const url = "https://hooks.example.com/webhooks/mine";

const site = "580e63e98c9a982ac9b8b741";

/** What @easypost/api 8.9.0 exports, which its types do not say. */
const EasyPost = easypostSdk as unknown as new (
  key: string,
) => {
  readonly Webhook: {
    create(fields: { readonly url: string }): Promise<{ readonly id: string }>;
    all(query: object): Promise<{ readonly webhooks: readonly unknown[] }>;
  };
};

function razorpayOf(key: string): Razorpay {
  const [key_id = "", key_secret = ""] = key.split(":");
  return new Razorpay({ key_id, key_secret });
}

interface Oracle {
  readonly provider: string;
  readonly types: readonly string[];
  /** Creates an endpoint with the provider's library, and answers what it reads back: id and secret. */
  readonly create: (key: string) => Promise<{ readonly id: unknown; readonly secret?: unknown }>;
  /** How many endpoints the library lists. */
  readonly list: (key: string) => Promise<number>;
}

const oracles: readonly Oracle[] = [
  {
    provider: "stripe",
    types: ["payment_intent.succeeded", "invoice.paid"],
    create: async (key) => {
      const stripe = new Stripe(key, { httpClient: Stripe.createFetchHttpClient() });
      return stripe.webhookEndpoints.create({
        url,
        enabled_events: ["payment_intent.succeeded", "invoice.paid"],
        description: "Hookyard: mine",
      });
    },
    list: async (key) =>
      (await new Stripe(key, { httpClient: Stripe.createFetchHttpClient() }).webhookEndpoints.list()).data
        .length,
  },
  {
    provider: "square",
    types: ["payment.created"],
    create: async (token) => {
      const { subscription } = await new SquareClient({ token }).webhooks.subscriptions.create({
        idempotencyKey: "one",
        subscription: {
          name: "Hookyard: mine",
          enabled: true,
          eventTypes: ["payment.created"],
          notificationUrl: url,
        },
      });
      return { id: subscription?.id, secret: subscription?.signatureKey };
    },
    list: async (token) => {
      const page = await new SquareClient({ token }).webhooks.subscriptions.list();
      return page.data.length;
    },
  },
  {
    provider: "paddle",
    types: ["transaction.paid"],
    create: async (key) => {
      const made = await new Paddle(key, { environment: Environment.production }).notificationSettings.create(
        {
          description: "Hookyard: mine",
          destination: url,
          subscribedEvents: ["transaction.paid" as never], // the library's type is an enum of these texts
          type: "url",
          apiVersion: 1,
        },
      );
      return { id: made.id, secret: made.endpointSecretKey };
    },
    list: async (key) => (await new Paddle(key).notificationSettings.list()).length,
  },
  {
    provider: "polar",
    types: ["order.paid"],
    create: (accessToken) =>
      new Polar({ accessToken }).webhooks.createWebhookEndpoint({
        url,
        events: ["order.paid"],
        format: "raw",
      }),
    list: async (accessToken) => {
      const page = await new Polar({ accessToken }).webhooks.listWebhookEndpoints({});
      return page.result.items.length;
    },
  },
  {
    provider: "resend",
    types: ["email.sent"],
    create: async (key) => {
      const { data } = await new Resend(key).webhooks.create({ endpoint: url, events: ["email.sent"] });
      return { id: data?.id, secret: data?.signing_secret };
    },
    list: async (key) => (await new Resend(key).webhooks.list()).data?.data.length ?? 0,
  },
  {
    provider: "adyen",
    types: [],
    create: async (apiKey) => {
      const api = new ManagementAPI(
        new AdyenClient({ apiKey, environment: EnvironmentEnum.LIVE, liveEndpointUrlPrefix: "x" }),
      );
      const made = await api.WebhooksMerchantLevelApi.setUpWebhook("AcmeECOM", {
        type: "standard",
        url,
        active: true,
        communicationFormat: "json" as never, // the library's type is an enum of these texts
      });
      const { hmacKey } = await api.WebhooksMerchantLevelApi.generateHmacKey("AcmeECOM", made.id ?? "");
      return { id: made.id, secret: hmacKey };
    },
    list: async (apiKey) => {
      const api = new ManagementAPI(
        new AdyenClient({ apiKey, environment: EnvironmentEnum.LIVE, liveEndpointUrlPrefix: "x" }),
      );
      return (await api.WebhooksMerchantLevelApi.listAllWebhooks("AcmeECOM")).data?.length ?? 0;
    },
  },
  {
    provider: "svix",
    types: ["invoice.paid"],
    create: (key) =>
      new Svix(key).endpoint.create("app_1", {
        url,
        description: "Hookyard: mine",
        filterTypes: ["invoice.paid"],
        disabled: false,
      }),
    list: async (key) => (await new Svix(key).endpoint.list("app_1")).data.length,
  },
  {
    provider: "lithic",
    types: ["card.created"],
    create: async (apiKey) => {
      const { subscriptions } = new Lithic({ apiKey }).events;
      const { token } = await subscriptions.create({ url, event_types: ["card.created"] });
      return { id: token, secret: (await subscriptions.retrieveSecret(token)).secret };
    },
    list: async (apiKey) => (await new Lithic({ apiKey }).events.subscriptions.list()).data.length,
  },
  {
    provider: "onfido",
    types: ["check.completed"],
    create: async (apiToken) => {
      const api = new DefaultApi(new Configuration({ apiToken, region: Region.EU }));
      const { data } = await api.createWebhook({ url, enabled: true, events: ["check.completed"] });
      return { id: data.id, secret: data.token };
    },
    list: async (apiToken) => {
      const api = new DefaultApi(new Configuration({ apiToken, region: Region.EU }));
      return (await api.listWebhooks()).data.webhooks.length;
    },
  },
  {
    provider: "box",
    types: ["FILE.UPLOADED"],
    create: async (token) => {
      const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) });
      const { id } = await client.webhooks.createWebhook({
        target: { id: "77", type: "folder" },
        address: url,
        triggers: ["FILE.UPLOADED"],
      });
      return { id };
    },
    list: async (token) => {
      const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token }) });
      return (await client.webhooks.getWebhooks()).entries?.length ?? 0;
    },
  },
  {
    provider: "easypost",
    types: [],
    create: (key) => new EasyPost(key).Webhook.create({ url }),
    list: async (key) => (await new EasyPost(key).Webhook.all({})).webhooks.length,
  },
  {
    provider: "razorpay",
    types: ["payment.captured"],
    create: (key) =>
      razorpayOf(key).webhooks.create({ url, events: ["payment.captured"], active: true as never }, "acc_1"), // the API's own is a boolean
    list: async (key) => (await razorpayOf(key).webhooks.all({}, "acc_1")).items.length,
  },
  {
    provider: "webflow",
    types: ["form_submission"],
    create: async (accessToken) => {
      await new WebflowClient({ accessToken }).webhooks.create(site, { triggerType: "form_submission", url });
      return { id: url }; // several of one URL are one endpoint here
    },
    list: async (accessToken) =>
      (await new WebflowClient({ accessToken }).webhooks.list(site)).webhooks?.length ?? 0,
  },
];

const allProviders = [
  ...paymentProviders,
  ...mailProviders,
  ...commerceProviders,
  ...contentProviders,
  ...financeProviders,
  ...identityProviders,
];

function played(provider: string): { readonly fake: FakeProvider; readonly account: FakeAccount } {
  const fake = allProviders.find(({ client }) => client.provider === provider);
  if (fake === undefined) throw new TypeError(`${provider} is not played`);
  const account = newAccount();
  server.resetHandlers();
  server.use(...fake.handlers(account));
  return { fake, account };
}

test.each(oracles)(
  "$provider: its own library and our client make the same endpoint",
  async ({ provider, types, create, list }) => {
    const theirs = played(provider);
    const made = await create(theirs.fake.key);
    expect(await list(theirs.fake.key)).toBe(1);
    const { fake, account } = played(provider);
    const { endpoints } = fake.client.open({
      source: "mine",
      key: fake.key,
      settings: fake.settings,
      fetch: globalThis.fetch,
      now: () => new Date("2026-05-01T10:00:00Z"),
      wait: async () => undefined,
      signal: new AbortController().signal,
    });

    const created = await endpoints?.create({ url, types, description: "Hookyard: mine" });

    expect(account.endpoints).toEqual(theirs.account.endpoints);
    expect({ id: created?.endpoint.id, secret: created?.secret }).toEqual({
      id: made.id,
      secret: "signing_secret" in made ? made.signing_secret : made.secret,
    });
    const [ours, their] = [account.requests[0], theirs.account.requests[0]];
    expect(`${ours?.method} ${ours?.url}`).toBe(`${their?.method} ${their?.url}`);
  },
);
