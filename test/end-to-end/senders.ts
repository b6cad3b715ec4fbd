import { createHmac, randomBytes } from "node:crypto";
import { expect } from "vitest";
import { Webhooks } from "@octokit/webhooks";
import "@shopify/shopify-api/adapters/web-api";
import { LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { verifySlackRequest } from "@slack/bolt";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import type { Provider } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { shopify } from "@hookyard/core/provider/shopify";
import { slack } from "@hookyard/core/provider/slack";
import { standardWebhooks } from "@hookyard/core/provider/standard-webhooks";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing";

/** Stands in every body that is sent here, and must stand in nothing that is printed. */
export const bodyMarker = "marker-5b1f-of-a-body";
/** Beyond 2^53: a JavaScript number would change its last digits. */
export const hugeId = "12345678901234567890";

/** A delivery before it is signed. */
export interface Unsigned {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One provider as it sends: its payload, its headers, and its signature by its own SDK. */
export interface Sender {
  /** The source's name in the router `five`. */
  readonly source: string;
  readonly provider: Provider;
  readonly secret: string;
  /** The one before it, still valid. */
  readonly previousSecret: string;
  readonly strangerSecret: string;
  readonly signatureHeader: string;
  readonly signsTime: boolean;
  /** The event type that a delivery arrives as, and what the typed consumer reads from it. */
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The headers of the signature, by the SDK; where it only checks, it has checked them. */
  sign(unsigned: Unsigned, secret: string, at: Date): Promise<Readonly<Record<string, string>>>;
  /** What a sender is told: Slack wants an empty answer. */
  readonly isAnsweredEmpty?: true;
}

/** A new delivery of this sender, with an id of its own. */
export function compose({ provider, type }: Pick<Sender, "provider" | "type">): Unsigned {
  const named = type === "standard-webhooks.parcel.lost" ? { type: "parcel.lost" } : {}; // a type that no catalogue knows
  const { headers, body } = createSample(provider, {
    ...(sampleTypes[type] !== undefined && { type: sampleTypes[type] }),
    now: new Date(),
    random: randomBytes,
    set: { ...named, marker: bodyMarker, huge: 0 },
  });
  return { headers, body: Buffer.from(body).toString().replace('"huge":0', `"huge":${hugeId}`) };
}

const sampleTypes: Readonly<Record<string, string>> = {
  "payment.succeeded": "payment_intent.succeeded",
  "code.pushed": "push",
  "order.created": "orders/create",
  "slack.app_mention": "app_mention",
};

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);
const stripeSdk = new Stripe("sk_test_unused");

export const stripeSender: Sender = {
  source: "stripe",
  provider: stripe,
  secret: "whsec_9f86d081884c7d659a2feaa0c55ad015",
  previousSecret: "whsec_a3bf4f1b2b0b822cd15d6c15b0f00a08",
  strangerSecret: "whsec_00000000000000000000000000000000",
  signatureHeader: "stripe-signature",
  signsTime: true,
  type: "payment.succeeded",
  fields: { paymentId: expect.stringMatching(/^pi_/), amount: expect.any(Number), currency: "EUR" },
  async sign({ body }, secret, at) {
    const header = stripeSdk.webhooks.generateTestHeaderString({
      payload: body,
      secret,
      timestamp: seconds(at),
    });
    return { "stripe-signature": header };
  },
};

export const githubSender: Sender = {
  source: "github-acme",
  provider: github,
  secret: "It's a Secret to Everybody",
  previousSecret: "It was a Secret to Everybody",
  strangerSecret: "It is no Secret at all",
  signatureHeader: "x-hub-signature-256",
  signsTime: false,
  type: "code.pushed",
  fields: { repository: "acme/shop", branch: "main" },
  sign: async ({ body }, secret) => ({ "x-hub-signature-256": await new Webhooks({ secret }).sign(body) }),
};

export const shopifySender: Sender = {
  source: "shopify",
  provider: shopify,
  secret: "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",
  previousSecret: "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",
  strangerSecret: "shpss_ffffffffffffffffffffffffffffffff",
  signatureHeader: "x-shopify-hmac-sha256",
  signsTime: false,
  type: "order.created",
  fields: { orderId: expect.stringMatching(/^gid:\/\/shopify\/Order\//), amount: 4990, currency: "EUR" },
  async sign({ body, headers }, secret) {
    const signed = {
      "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
    };
    // The library only checks: it is asked whether this is what it takes.
    const sdk = shopifyApi({
      apiKey: "key",
      apiSecretKey: secret,
      hostName: "hooks.example.com",
      isEmbeddedApp: false,
      // safe: the library's own placeholder for "the latest"; no request to the API is made
      apiVersion: "unstable" as never,
      logger: { level: LogSeverity.Error },
    });
    const rawRequest = new Request("https://hooks.example.com/webhooks/shopify", {
      method: "POST",
      headers: { ...headers, ...signed },
    });
    const outcome = await sdk.webhooks.validate({ rawBody: body, rawRequest });
    if (!outcome.valid) throw new Error(`Shopify's library refuses it: ${outcome.reason}`);
    return signed;
  },
};

export const slackSender: Sender = {
  source: "slack",
  provider: slack,
  secret: "8f742231b10e8888abcd99yyyzzz85a5",
  previousSecret: "9a742231b10e8888abcd99yyyzzz85b6",
  strangerSecret: "00742231b10e8888abcd99yyyzzz8500",
  signatureHeader: "x-slack-signature",
  signsTime: true,
  type: "slack.app_mention",
  fields: { providertype: "app_mention" },
  isAnsweredEmpty: true,
  async sign({ body }, secret, at) {
    const timestamp = seconds(at);
    const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
    const headers = { "x-slack-signature": `v0=${digest}`, "x-slack-request-timestamp": timestamp };
    // The library only checks: it is asked whether this is what it takes.
    verifySlackRequest({ signingSecret: secret, body, headers, nowMilliseconds: at.getTime() });
    return { ...headers, "x-slack-request-timestamp": String(timestamp) };
  },
};

export const standardWebhooksSender: Sender = {
  source: "partner",
  provider: standardWebhooks,
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  previousSecret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
  strangerSecret: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
  signatureHeader: "webhook-signature",
  signsTime: true,
  type: "standard-webhooks.parcel.lost",
  fields: { providertype: "parcel.lost" },
  async sign({ body, headers }, secret, at) {
    const id = headers["webhook-id"] ?? "";
    return {
      "webhook-timestamp": String(seconds(at)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    };
  },
};

export const senders: readonly Sender[] = [
  stripeSender,
  githubSender,
  shopifySender,
  slackSender,
  standardWebhooksSender,
];
