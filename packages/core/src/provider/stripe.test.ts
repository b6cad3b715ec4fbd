import { randomBytes } from "node:crypto";
import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { stripe } from "./stripe.ts";

const sdk = new Stripe("sk_test_unused");
const secret = "whsec_9f86d081884c7d659a2feaa0c55ad015";
const url = "https://hooks.example.com/webhooks/stripe";
const now = new Date("2026-01-01T00:00:00Z");
const timestamp = now.getTime() / 1000;

function verify(
  header: string,
  body: string,
  options: { secrets?: string[]; now?: Date; toleranceSeconds?: number } = {},
) {
  const request = { method: "POST", url, headers: { "Stripe-Signature": header }, body: Buffer.from(body) };
  return verifyWebhook(stripe, request, { secrets: [secret], now, ...options });
}

function sdkHeader(
  payload: string,
  over: { secret?: string; timestamp?: number; scheme?: string } = {},
): string {
  return sdk.webhooks.generateTestHeaderString({ payload, secret, timestamp, ...over });
}

describe("against stripe's own library", () => {
  test.each([...hardBodies, ["nothing", ""] as const])("what it signs verifies: %s", async (_kind, body) => {
    expect(await verify(sdkHeader(body), body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test.each(hardBodies)("what we sign it verifies: %s", async (_kind, body) => {
    const { headers } = await signWebhook(stripe, { secret, url, body, now });

    const isGood = sdk.webhooks.signature?.verifyHeader(
      body,
      headers["stripe-signature"] ?? "",
      secret,
      300,
      undefined,
      now.getTime(),
    );

    expect(isGood).toBe(true);
  });

  test.each(hardBodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
    expect(await verify(sdkHeader(body), `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

describe("the signature header", () => {
  test("verifies with either secret while one is rolled", async () => {
    const body = "{}";
    const both = `${sdkHeader(body, { secret: "whsec_old" })},${sdkHeader(body).split(",")[1]}`;

    expect(await verify(both, body)).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await verify(both, body, { secrets: ["whsec_old"] })).toMatchObject({ ok: true, secretIndex: 0 });
    expect(
      await verify(sdkHeader(body, { secret: "whsec_old" }), body, { secrets: [secret, "whsec_old"] }),
    ).toMatchObject({
      secretIndex: 1,
    });
  });

  test("a v0 signature is never enough", async () => {
    expect(await verify(sdkHeader("{}", { scheme: "v0" }), "{}")).toEqual({
      ok: false,
      reason: "signature_missing",
    });
  });

  test("the timestamp may lie 300 seconds back or ahead, and no more", async () => {
    const at = (offset: number) => ({ timestamp: timestamp + offset });

    expect(await verify(sdkHeader("{}", at(-300)), "{}")).toMatchObject({ ok: true });
    expect(await verify(sdkHeader("{}", at(300)), "{}")).toMatchObject({ ok: true });
    expect(await verify(sdkHeader("{}", at(-301)), "{}")).toEqual({
      ok: false,
      reason: "timestamp_stale",
      skewSeconds: 301,
    });
    expect(await verify(sdkHeader("{}", at(301)), "{}")).toEqual({
      ok: false,
      reason: "timestamp_in_future",
      skewSeconds: -301,
    });
    expect(await verify(sdkHeader("{}", at(-1)), "{}", { toleranceSeconds: 0 })).toMatchObject({
      reason: "timestamp_stale",
    });
  });

  test("moving the timestamp breaks the signature", async () => {
    const moved = sdkHeader("{}", { timestamp: timestamp - 9999 }).replace(/t=\d+/, `t=${timestamp}`);

    expect(await verify(moved, "{}")).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

test.each([
  ["signature", { ok: false, reason: "signature_mismatch" }],
  ["body", { ok: false, reason: "signature_mismatch" }],
  ["clock", { ok: false, reason: "timestamp_stale", skewSeconds: 86_400 }],
  ["duplicate", { ok: true, secretIndex: 0, timestamp: now }],
] as const)("tampered %s", async (kind, outcome) => {
  const good = await signWebhook(stripe, {
    secret,
    url,
    now,
    ...createSample(stripe, { now, random: randomBytes }),
  });

  const bad = await tamper(stripe, good, kind, { secret, now });

  expect(await verifyWebhook(stripe, bad, { secrets: [secret], now })).toEqual(outcome);
});
