import { setupServer } from "msw/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { businessProviders, coinbaseCdp } from "../../packages/register/src/testing/fake-business.ts";
import { newAccount } from "../../packages/register/src/testing/fake-account.ts";
import { openFake } from "../../packages/register/src/testing/open-fake.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";
import { coinbaseCdpClient } from "../../packages/register/src/client/coinbase-cdp.ts";
import type * as Calls from "./node_modules/@coinbase/cdp-sdk/_types/openapi-client/index.d.ts";

// Its front makes subscriptions for wallets alone; the calls behind it, from Coinbase's description, are all there.
const callsAt = new URL("openapi-client/index.js", import.meta.resolve("@coinbase/cdp-sdk")).href;
const { CdpOpenApiClient: cdp, EventType } = (await import(callsAt)) as typeof Calls; // safe: its own types of that file

function cdpOf(key: string): typeof cdp {
  const at = key.indexOf(":");
  cdp.configure({ apiKeyId: key.slice(0, at), apiKeySecret: key.slice(at + 1) });
  return cdp;
}

const subscription: Calls.WebhookSubscriptionRequest = {
  description: oracleDescription,
  eventTypes: ["payments.transfers.completed", "wallet.transaction.confirmed"],
  isEnabled: true,
  target: { url: oracleUrl },
  labels: { network: "base-mainnet", "params.from": "0x1" },
};

const oracle: Oracle = {
  provider: "coinbase-cdp",
  types: subscription.eventTypes,
  create: async (key) => {
    const { subscriptionId, secret } = await cdpOf(key).createWebhookSubscription(subscription);
    return { id: subscriptionId, secret };
  },
  update: (key, id) => cdpOf(key).updateWebhookSubscription(id, subscription),
  remove: (key, id) => cdpOf(key).deleteWebhookSubscription(id),
  urls: async (key) =>
    (await cdpOf(key).listWebhookSubscriptions()).subscriptions.map(({ target }) => target.url),
};

testOracles(businessProviders, [oracle]);

test("coinbase-cdp has the types that we subscribe to, and no others", () => {
  expect(coinbaseCdpClient.subscriptions.every.toSorted()).toEqual(Object.values(EventType).toSorted());
});

describe("tokens", () => {
  const shown: string[] = [];
  const server = setupServer(...coinbaseCdp.handlers(newAccount()));
  server.events.on("request:start", ({ request }) => {
    shown.push(request.headers.get("authorization") ?? "");
  });
  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  afterAll(() => server.close());

  test("coinbase-cdp: its own library and our client show ones of the same parts", async () => {
    await cdpOf(coinbaseCdp.key).listWebhookSubscriptions();
    await openFake(coinbaseCdp).list();

    const [their, ours] = shown.map(partsOf);

    expect(ours).toEqual(their);
  });
});

/** What a token says, without what differs from call to call. */
function partsOf(authorization: string): unknown {
  const [header, claims] = authorization
    .replace(/^Bearer /, "")
    .split(".", 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  const { iat, nbf, exp, ...rest } = claims;
  return { ...header, nonce: header.nonce.length, ...rest, validFrom: nbf - iat, validUntil: exp - iat };
}
