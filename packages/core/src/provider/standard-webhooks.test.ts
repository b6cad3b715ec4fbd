import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { standardWebhooks } from "./standard-webhooks.ts";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const url = "https://hooks.example.com/webhooks/standard";
const now = new Date("2026-01-01T00:00:00Z");
const seconds = String(now.getTime() / 1000);
const sdk = new Webhook(secret);

function verify(headers: Record<string, string>, body: string, options: { secrets?: string[] } = {}) {
  const request = { method: "POST", url, headers, body: Buffer.from(body) };
  return verifyWebhook(standardWebhooks, request, { secrets: [secret], now, ...options });
}

function sdkHeaders(body: string, at = now): Record<string, string> {
  return {
    "webhook-id": "msg_1",
    "webhook-timestamp": String(at.getTime() / 1000),
    "webhook-signature": sdk.sign("msg_1", at, body),
  };
}

describe("against the specification's own library", () => {
  // It reads the clock by itself.
  beforeEach(() => vi.useFakeTimers({ now }));
  afterEach(() => vi.useRealTimers());

  test.each([...hardBodies, ["nothing", ""] as const])("what it signs verifies: %s", async (_kind, body) => {
    expect(await verify(sdkHeaders(body), body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test.each([...hardBodies, ["nothing", ""] as const])(
    "what we sign it verifies: %s",
    async (_kind, body) => {
      const { headers } = await signWebhook(standardWebhooks, { secret, url, body, now });

      expect(() => sdk.verify(body, { ...headers }, { jsonParse: false })).not.toThrow();
    },
  );

  test.each(hardBodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
    expect(await verify(sdkHeaders(body), `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

describe("the headers", () => {
  test("any v1 signature will do, other versions are ignored", async () => {
    const good = sdkHeaders("{}");
    const wrong = `v1,${"A".repeat(43)}=`;

    expect(
      await verify({ ...good, "webhook-signature": `v1a,xyz ${wrong} ${good["webhook-signature"]}` }, "{}"),
    ).toMatchObject({
      ok: true,
    });
    expect(
      await verify(
        { ...good, "webhook-signature": (good["webhook-signature"] ?? "").replace("v1,", "v2,") },
        "{}",
      ),
    ).toEqual({
      ok: false,
      reason: "signature_missing",
    });
  });

  test("the id is signed, and has to be there", async () => {
    const { "webhook-id": _id, ...rest } = sdkHeaders("{}");

    expect(await verify({ ...sdkHeaders("{}"), "webhook-id": "msg_2" }, "{}")).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(rest, "{}")).toEqual({ ok: false, reason: "header_missing" });
  });

  test("the timestamp is checked both ways", async () => {
    const at = (offset: number) => sdkHeaders("{}", new Date(now.getTime() + offset * 1000));

    expect(await verify(at(-300), "{}")).toMatchObject({ ok: true });
    expect(await verify(at(-301), "{}")).toMatchObject({ reason: "timestamp_stale" });
    expect(await verify(at(301), "{}")).toMatchObject({ reason: "timestamp_in_future" });
    expect(await verify({ ...at(0), "webhook-timestamp": `${seconds} ` }, "{}")).toMatchObject({
      reason: "timestamp_malformed",
    });
  });

  test("the secret may lack its prefix, and is malformed when it is not base64", async () => {
    expect(await verify(sdkHeaders("{}"), "{}", { secrets: [secret.slice(6)] })).toMatchObject({ ok: true });
    expect(await verify(sdkHeaders("{}"), "{}", { secrets: ["whsec_***"] })).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  });
});

test.each([
  ["signature", { ok: false, reason: "signature_mismatch" }],
  ["body", { ok: false, reason: "signature_mismatch" }],
  ["clock", { ok: false, reason: "timestamp_stale", skewSeconds: 86_400 }],
  ["duplicate", { ok: true, secretIndex: 0, timestamp: now }],
] as const)("tampered %s", async (kind, outcome) => {
  const sample = createSample(standardWebhooks, { now, random: randomBytes });
  const good = await signWebhook(standardWebhooks, { secret, url, now, ...sample });

  const bad = await tamper(standardWebhooks, good, kind, { secret, now });

  expect(await verifyWebhook(standardWebhooks, bad, { secrets: [secret], now })).toEqual(outcome);
});
