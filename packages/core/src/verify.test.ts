import { describe, expect, test } from "vitest";
import { hmac } from "./scheme/hmac.ts";
import type { Scheme } from "./scheme/scheme.ts";
import { signWebhook } from "./testing/index.ts";
import { verifyWebhook } from "./verify.ts";
import type { WebhookRequest } from "./webhook-request.ts";

const scheme = hmac({ signature: "x-sig" });
const provider = { id: "test", scheme };
const now = new Date("2026-01-01T00:00:00Z");
const secret = "secret";
const good = await signWebhook(provider, { secret, url: "https://hooks.example.com/", body: '{"a":1}', now });

describe("verifyWebhook", () => {
  test("takes the clock as a date or as a function", async () => {
    expect(await verifyWebhook(provider, good, { secrets: [secret], now })).toEqual({
      ok: true,
      secretIndex: 0,
    });
    expect(await verifyWebhook(provider, good, { secrets: [secret], now: () => now })).toEqual({
      ok: true,
      secretIndex: 0,
    });
  });

  test("looks at a view of a pooled buffer, not at the memory behind it", async () => {
    const pool = Buffer.concat([Buffer.from("before"), good.body, Buffer.from("after")]);
    const body = pool.subarray(6, 6 + good.body.length);

    expect(await verifyWebhook(provider, { ...good, body }, { secrets: [secret], now })).toMatchObject({
      ok: true,
    });
  });

  test.each([
    ["Headers", new Headers(good.headers)],
    ["pairs", Object.entries(good.headers)],
    ["an iterator", Object.entries(good.headers).values()],
    ["a map", new Map(Object.entries(good.headers))],
    [
      "names in upper case",
      Object.fromEntries(Object.entries(good.headers).map(([name, value]) => [name.toUpperCase(), value])),
    ],
  ])("reads headers as %s", async (_kind, headers) => {
    expect(await verifyWebhook(provider, { ...good, headers }, { secrets: [secret], now })).toMatchObject({
      ok: true,
    });
  });

  test("reads several headers out of an iterator that can be walked once", async () => {
    const twoHeaders = hmac({
      signature: "x-sig",
      content: "{timestamp}.{body}",
      timestamp: { header: "x-time", unit: "seconds" },
    });
    const signed = await signWebhook(
      { id: "test", scheme: twoHeaders },
      { secret, url: good.url, body: "{}", now },
    );
    const headers = Object.entries(signed.headers).values();

    const outcome = await verifyWebhook(
      { scheme: twoHeaders },
      { ...signed, headers },
      { secrets: [secret], now },
    );

    expect(outcome).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test("says which secret verified, for counting rotations", async () => {
    expect(await verifyWebhook(provider, good, { secrets: ["new", secret], now })).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test.each([[[]], [undefined], [null], [[""]]])("without a secret (%j) refuses", async (secrets) => {
    // safe: what a caller without types could give
    const outcome = await verifyWebhook(provider, good, { secrets: secrets as unknown as string[], now });

    expect(outcome).toEqual({ ok: false, reason: "secret_missing" });
  });

  test.each([undefined, null, "text", [1, 2], new ArrayBuffer(2)])(
    "a body that is %s is malformed",
    async (body) => {
      // safe: what a caller without types could give
      const request = { ...good, body } as unknown as WebhookRequest;

      expect(await verifyWebhook(provider, request, { secrets: [secret], now })).toEqual({
        ok: false,
        reason: "body_malformed",
      });
    },
  );

  test("answers with a refusal when a scheme throws or rejects", async () => {
    const fault = new Error("fault");
    const throws: Scheme = {
      ...scheme,
      verify: () => {
        throw fault;
      },
    };
    const rejects: Scheme = { ...scheme, verify: () => Promise.reject(fault) };

    for (const broken of [throws, rejects]) {
      const outcome = await verifyWebhook({ scheme: broken }, good, { secrets: [secret], now });
      expect(outcome).toEqual({ ok: false, reason: "scheme_failed", cause: fault });
    }
  });
});
