import { randomBytes } from "node:crypto";
import "@shopify/shopify-api/adapters/web-api";
import { LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { shopify } from "./shopify.ts";

const secret = "hush-hush";
const url = "https://hooks.example.com/webhooks/shopify";
const now = new Date("2026-01-01T00:00:00Z");
const sdk = shopifyApi({
  apiKey: "key",
  apiSecretKey: secret,
  hostName: "hooks.example.com",
  isEmbeddedApp: false,
  // safe: the library's own placeholder for "the latest"; no request to the API is made
  apiVersion: "unstable" as never,
  logger: { level: LogSeverity.Error },
});

describe("against Shopify's own library", () => {
  test.each(hardBodies)("what we sign it verifies: %s", async (_kind, body) => {
    const signed = await signWebhook(shopify, { secret, url, body, now });

    const outcome = await sdk.webhooks.validate({ rawBody: body, rawRequest: new Request(url, signed) });

    expect(outcome).toMatchObject({ valid: true, topic: "ORDERS_CREATE" });
  });

  test.each(hardBodies)("both refuse a body changed by one byte: %s", async (_kind, body) => {
    const { headers } = await signWebhook(shopify, { secret, url, body, now });
    const changed = `${body} `;
    const request = { method: "POST", url, headers, body: Buffer.from(changed) };

    const theirs = await sdk.webhooks.validate({
      rawBody: changed,
      rawRequest: new Request(url, { method: "POST", headers }),
    });

    expect(theirs).toMatchObject({ valid: false, reason: "invalid_hmac" });
    expect(await verifyWebhook(shopify, request, { secrets: [secret], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});

describe("the signature header", () => {
  const body = "{}";

  test("is read with and without its X-", async () => {
    const { headers } = await signWebhook(shopify, { secret, url, body, now });
    const value = headers["x-shopify-hmac-sha256"] ?? "";
    const request = {
      method: "POST",
      url,
      headers: { "Shopify-Hmac-Sha256": value },
      body: Buffer.from(body),
    };

    expect(await verifyWebhook(shopify, request, { secrets: ["old", secret], now })).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test.each([
    ["signature_malformed", "not base64"],
    ["signature_malformed", "AAAA"],
    ["signature_malformed", `${"A".repeat(43)}`],
    ["signature_mismatch", `${"A".repeat(43)}=`],
    ["header_empty", ""],
  ])("%s of %j", async (reason, value) => {
    const request = {
      method: "POST",
      url,
      headers: { "X-Shopify-Hmac-SHA256": value },
      body: Buffer.from(body),
    };

    expect(await verifyWebhook(shopify, request, { secrets: [secret], now })).toEqual({ ok: false, reason });
  });
});

test.each([
  ["signature", { ok: false, reason: "signature_mismatch" }],
  ["body", { ok: false, reason: "signature_mismatch" }],
  ["duplicate", { ok: true, secretIndex: 0 }],
] as const)("tampered %s", async (kind, outcome) => {
  const good = await signWebhook(shopify, {
    secret,
    url,
    now,
    ...createSample(shopify, { now, random: randomBytes }),
  });

  const bad = await tamper(shopify, good, kind, { secret, now });

  expect(await verifyWebhook(shopify, bad, { secrets: [secret], now })).toEqual(outcome);
});

test("two topics of one event are two events", () => {
  const identify = (topic: string) =>
    shopify.identify({
      payload: {},
      whole: {},
      index: 0,
      header: (name) =>
        ({ "x-shopify-topic": topic, "x-shopify-event-id": "e1", "x-shopify-webhook-id": "w1" })[name],
      request: { method: "POST", url, headers: {}, body: new Uint8Array() },
    }).id;

  expect(identify("orders/create")).toBe("orders/create:e1");
  expect(identify("orders/paid")).not.toBe(identify("orders/create"));
});
