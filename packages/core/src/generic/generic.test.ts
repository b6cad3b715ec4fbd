import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createEntries } from "../ingest/entries.ts";
import { createIntake } from "../ingest/intake.ts";
import { ConfigError } from "../errors.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { verifyWebhook } from "../verify.ts";
import { basicAuthProvider } from "./basic-auth.ts";
import { bearerProvider } from "./bearer.ts";
import { hmacProvider, type HmacSignature } from "./hmac.ts";

const url = "https://hooks.example.com/webhooks/acme?id=q-1";
const now = new Date("2026-05-01T12:00:00.000Z");
const seconds = String(now.getTime() / 1000);
const mac = (
  text: string | Uint8Array,
  encoding: "hex" | "base64" = "hex",
  key: string | Buffer = "a secret",
): string => createHmac("sha256", key).update(text).digest(encoding);

function acme(signature: HmacSignature, more = {}) {
  return hmacProvider({ id: "acme", signature, identify: { id: "body:id", type: "body:event" }, ...more });
}

describe("hmac, against signatures made by node:crypto alone", () => {
  const cases: readonly (readonly [
    string,
    HmacSignature,
    string,
    (body: string) => Readonly<Record<string, string>>,
  ])[] = [
    [
      "the body in hex with a prefix",
      { at: "header:x-sig", prefix: "sha256=" },
      "a secret",
      (body) => ({ "x-sig": `sha256=${mac(body)}` }),
    ],
    [
      "base64",
      { at: "header:x-sig", encoding: "base64" },
      "a secret",
      (body) => ({ "x-sig": mac(body, "base64") }),
    ],
    [
      "a list with its time",
      { at: "header:x-sig", entries: { timestamp: "t=", signature: "v1=" }, timestamp: {} },
      "a secret",
      (body) => ({ "x-sig": `t=${seconds},v1=${mac(`${seconds}.${body}`)}` }),
    ],
    [
      "a time in a header, another content, a base64 key",
      {
        at: "header:x-sig",
        content: "v0:{timestamp}:{body}",
        timestamp: { header: "x-time" },
        secret: "base64",
        secretPrefix: "key_",
      },
      `key_${Buffer.from("bytes of a key").toString("base64")}`,
      (body) => ({
        "x-time": seconds,
        "x-sig": mac(`v0:${seconds}:${body}`, "hex", Buffer.from("bytes of a key")),
      }),
    ],
    [
      "a hex key",
      { at: "header:x-sig", secret: "hex" },
      "00ff",
      (body) => ({ "x-sig": mac(body, "hex", Buffer.from([0, 255])) }),
    ],
  ];

  describe.each(cases)("%s", (_what, signature, secret, sign) => {
    test.each(hardBodies)("%s", async (_name, body) => {
      const request = { method: "POST", url, headers: sign(body), body: Buffer.from(body) };
      const provider = acme(signature);

      expect(await verifyWebhook(provider, request, { secrets: ["0a", secret], now })).toMatchObject({
        ok: true,
        secretIndex: 1,
      });
      const changed = { ...request, body: Buffer.from(`${body} `) };
      expect(await verifyWebhook(provider, changed, { secrets: [secret], now })).toMatchObject({
        ok: false,
        reason: "signature_mismatch",
      });
    });
  });

  test("an old request is refused where the time is signed", async () => {
    const provider = acme({
      at: "header:x-sig",
      entries: { timestamp: "t=", signature: "v1=" },
      timestamp: { toleranceSeconds: 60 },
    });
    const headers = { "x-sig": `t=${seconds},v1=${mac(`${seconds}.{}`)}` };
    const later = new Date(now.getTime() + 61_000);

    expect(
      await verifyWebhook(
        provider,
        { method: "POST", url, headers, body: Buffer.from("{}") },
        { secrets: ["a secret"], now: later },
      ),
    ).toMatchObject({ reason: "timestamp_stale" });
  });
});

describe("tokens", () => {
  const request = (headers: Readonly<Record<string, string>>, at = url) => ({
    method: "POST",
    url: at,
    headers,
    body: Buffer.from("{}"),
  });
  const identify = { type: "body:event" } as const;

  test.each([
    [
      "Basic",
      basicAuthProvider({ id: "acme", identify }),
      request({ authorization: `Basic ${Buffer.from("user:right").toString("base64")}` }),
      "user:right",
    ],
    ["Bearer", bearerProvider({ id: "acme", identify }), request({ authorization: "Bearer right" }), "right"],
    [
      "a header",
      bearerProvider({ id: "acme", identify, at: "header:x-token" }),
      request({ "x-token": "right" }),
      "right",
    ],
    [
      "the query",
      bearerProvider({ id: "acme", identify, at: "query:token" }),
      request({}, `${url}&token=right`),
      "right",
    ],
  ] as const)("%s", async (_what, provider, good, secret) => {
    expect(await verifyWebhook(provider, good, { secrets: [secret], now })).toMatchObject({ ok: true });
    expect(await verifyWebhook(provider, good, { secrets: ["wrong"], now })).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verifyWebhook(provider, request({}), { secrets: [secret], now })).toMatchObject({
      reason: "header_missing",
    });
  });
});

describe("how events are named", () => {
  const router = (provider: ReturnType<typeof acme>) =>
    defineRouter({ sources: { acme: source(provider) }, consumers: { all: { on: ["*"] } } });
  const named = (
    provider: ReturnType<typeof acme>,
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    createEntries({
      router: router(provider),
      source: router(provider).sources["acme"] ?? never(),
      request: { method: "POST", url, headers, body: Buffer.from(body) },
      receivedAt: now,
    }).map(({ event }) => event);
  const signature: HmacSignature = { at: "header:x-sig" };

  test("from headers, body and query, the first that has something", () => {
    const provider = acme(signature, {
      identify: {
        id: ["header:x-id", "query:id"],
        type: ["body:event.name", "header:x-event"],
        time: "body:at",
        subject: "body:data.id",
      },
    });

    expect(named(provider, '{"event":{"name":"order.made"},"at":1767225600,"data":{"id":7}}')).toMatchObject([
      { type: "acme.order.made", providerid: "q-1", time: "2026-01-01T00:00:00.000Z", subject: "7" },
    ]);
    expect(
      named(provider, '{"at":"2026-01-01T00:00:00+01:00"}', { "x-id": "h-1", "x-event": "ping" }),
    ).toMatchObject([{ type: "acme.ping", providerid: "h-1", time: "2025-12-31T23:00:00.000Z" }]);
  });

  test.each([
    ["1767225600", "2026-01-01T00:00:00.000Z"],
    ["1767225600123", "2026-01-01T00:00:00.123Z"],
    ['"1767225600.5"', "2026-01-01T00:00:00.500Z"],
    ['"Thu, 01 Jan 2026 00:00:00 GMT"', "2026-01-01T00:00:00.000Z"],
    ['"yesterday"', now.toISOString()],
    ["-5", now.toISOString()],
  ])("the time %s", (written, time) => {
    expect(named(acme(signature, { identify: { time: "body:at" } }), `{"at":${written}}`)).toMatchObject([
      { type: "acme.event", time },
    ]);
  });

  test("a list becomes an event each, with what the whole request says", () => {
    const provider = acme(signature, { split: "items", identify: { id: "body:id", type: "whole:kind" } });

    expect(
      named(provider, '{"kind":"batch","items":[{"id":"a"},{"id":"b"}]}').map(({ providerid, type }) => [
        providerid,
        type,
      ]),
    ).toEqual([
      ["a", "acme.batch"],
      ["b", "acme.batch"],
    ]);
  });

  test("a body without the list is refused as malformed, and is no fault of ours", async () => {
    const provider = acme(signature, { split: "items" });
    const intake = createIntake({ router: router(provider), secrets: () => ["a secret"], now: () => now });

    expect(
      await intake("acme", { method: "POST", url, headers: { "x-sig": mac("{}") }, body: Buffer.from("{}") }),
    ).toMatchObject({
      kind: "refused",
      refusal: { code: "body_malformed" },
    });
  });

  test("a form", () => {
    expect(named(acme(signature, { body: "form" }), "id=f-1&event=sent")).toMatchObject([
      { type: "acme.sent", providerid: "f-1" },
    ]);
  });
});

describe("what is wrong is told when it is defined, all at once", () => {
  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ["no id", { id: undefined }, /id is missing/],
    ["an id that is no name", { id: "Acme Inc" }, /"acme-inc"/],
    ["no signature", { signature: undefined }, /signature must be an object/],
    ["a header in upper case", { signature: { at: "header:X-Sig" } }, /signature\.at is "header:X-Sig"/],
    ["another place", { signature: { at: "x-sig" } }, /signature\.at/],
    ["an unknown digest", { signature: { at: "header:x", algorithm: "sha255" } }, /Did you mean "sha256"/],
    [
      "an unknown option",
      { signature: { at: "header:x", algoritm: "sha1" } },
      /signature\.algoritm is no option\. Did you mean "algorithm"/,
    ],
    [
      "an unknown placeholder",
      { signature: { at: "header:x", content: "{time}{body}" } },
      /\{time\} is not a placeholder/,
    ],
    [
      "a content without the body",
      { signature: { at: "header:x", content: "{url}" } },
      /does not hold \{body\}/,
    ],
    [
      "a time without a place",
      { signature: { at: "header:x", timestamp: {} } },
      /needs a header, or signature\.entries\.timestamp/,
    ],
    [
      "a time that is nowhere",
      { signature: { at: "header:x", content: "{timestamp}{body}" } },
      /there is no signature\.timestamp/,
    ],
    [
      "prefix and entries",
      { signature: { at: "header:x", prefix: "a", entries: { signature: "v1=" } } },
      /exclude each other/,
    ],
    [
      "the secret in the content",
      { signature: { at: "header:x", content: "{secret}{body}" } },
      /hmac: \{secret\} is never signed content/,
    ],
    ["no identify", { identify: undefined }, /identify must be an object/],
    ["a wrong reference", { identify: { id: "x-id" } }, /identify\.id is "x-id"/],
    ["a misspelt part", { identify: { typ: "body:a" } }, /identify\.typ is no option\. Did you mean "type"/],
    ["a duration without a unit", { resendsFor: 3 }, /resendsFor is 3 without a unit/],
    ["a failing answer", { response: { status: 500 } }, /response\.status/],
    ["an unknown body", { body: "xml" }, /body is "xml"/],
    ["a wrong path", { split: "a..b" }, /split must be/],
    ["docs that are no page", { docs: "see wiki" }, /docs is "see wiki"/],
  ];

  test.each(wrong)("%s", (_what, change, message) => {
    const spec = { id: "acme", signature: { at: "header:x-sig" }, identify: { id: "body:id" }, ...change };
    // safe: a router may be written in JavaScript, so the types may be wrong
    const define = (): unknown => hmacProvider(spec as unknown as Parameters<typeof hmacProvider>[0]);

    expect(define).toThrow(ConfigError);
    expect(define).toThrow(message);
  });

  test("several at once", () => {
    expect(() => bearerProvider({ id: "A", identify: {}, at: "x" as "header:x", docs: "no" })).toThrow(
      /has 3 problems/,
    );
    expect(() => basicAuthProvider(null as unknown as Parameters<typeof basicAuthProvider>[0])).toThrow(
      ConfigError,
    );
  });
});

function never(): never {
  throw new Error("the router has this source");
}
