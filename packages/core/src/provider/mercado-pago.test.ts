import { createHmac } from "node:crypto";
import { WebhookSignatureValidator } from "mercadopago";
import { describe, expect, test } from "vitest";
import { signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { mercadoPago } from "./mercado-pago.ts";

const now = new Date("2026-01-01T00:00:00Z");
const seconds = now.getTime() / 1000;
const secret = "5b3a1f4c2d";
const base = "https://hooks.example.com/webhooks/mercado-pago";

/** As the library builds it. */
function signature(manifest: string, ts: number | string, by = secret): string {
  return `ts=${ts},v1=${createHmac("sha256", by).update(manifest).digest("hex")}`;
}

function verify(
  over: {
    query?: string;
    headers?: Readonly<Record<string, string>>;
    body?: string;
    secrets?: readonly string[];
  } = {},
) {
  const {
    query = "?data.id=123&type=payment",
    headers = {},
    body = '{"data":{"id":"123"}}',
    secrets = [secret],
  } = over;
  return verifyWebhook(
    mercadoPago,
    { method: "POST", url: base + query, headers, body: Buffer.from(body) },
    { secrets, now },
  );
}

function accepts(url: string, headers: Readonly<Record<string, string>>): void {
  WebhookSignatureValidator.validate({
    xSignature: headers["x-signature"],
    xRequestId: headers["x-request-id"],
    dataId: new URL(url).searchParams.get("data.id")?.toLowerCase(),
    secret,
  });
}

describe("against mercadopago's own library", () => {
  test.each([
    ["everything", '{"data":{"id":"123"}}', { "x-request-id": "r-1" }],
    ["an id of letters", '{"data":{"id":"ORD01JX"}}', { "x-request-id": "r-1" }],
    ["a number", '{"data":{"id":123}}', { "x-request-id": "r-1" }],
    ["no resource", '{"text":"Zoë 👩‍🚀"}', { "x-request-id": "r-1" }],
    ["no body", "", { "x-request-id": "r-1" }],
  ])("what we sign it believes: %s", async (_kind, body, headers) => {
    const request = await signWebhook(mercadoPago, { secret, url: base, body, now, headers });

    expect(() => accepts(request.url, request.headers)).not.toThrow();
    expect(await verifyWebhook(mercadoPago, request, { secrets: [secret], now })).toMatchObject({ ok: true });
  });

  test.each([
    ["?data.id=123", { "x-request-id": "r-1" }, `id:123;request-id:r-1;ts:${seconds};`],
    ["?data.id=123", {}, `id:123;ts:${seconds};`],
    ["", { "x-request-id": "r-1" }, `request-id:r-1;ts:${seconds};`],
    ["", {}, `ts:${seconds};`],
  ])("what a request lacks is left out: %j %j", async (query, extra, manifest) => {
    const headers = { ...extra, "x-signature": signature(manifest, seconds) };

    expect(() => accepts(base + query, headers)).not.toThrow();
    expect(await verify({ query, headers, body: "{}" })).toEqual({
      ok: true,
      secretIndex: 0,
      timestamp: now,
    });
  });
});

describe("what is signed", () => {
  const good = signature(`id:123;ts:${seconds};`, seconds);

  test("the resource of the query, to which that of the body has to belong", async () => {
    expect(await verify({ headers: { "x-signature": good } })).toMatchObject({ ok: true });
    expect(await verify({ headers: { "x-signature": good }, query: "?data.id=124" })).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verify({ headers: { "x-signature": good }, body: '{"data":{"id":"124"}}' })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify({ headers: { "x-signature": good }, query: "" })).toMatchObject({ ok: false });
  });

  test("the time, in seconds or milliseconds, five minutes either way", async () => {
    const at = (ts: number) => verify({ headers: { "x-signature": signature(`id:123;ts:${ts};`, ts) } });

    expect(await at(seconds - 300)).toMatchObject({ ok: true });
    expect(await at(seconds * 1000 + 300_000)).toMatchObject({ ok: true });
    expect(await at(seconds - 301)).toMatchObject({ reason: "timestamp_stale" });
    expect(await at(seconds * 1000 - 300_001)).toMatchObject({ reason: "timestamp_stale" });
    expect(await at(seconds * 1000 + 300_001)).toMatchObject({ reason: "timestamp_in_future" });
  });

  test.each([
    ["header_missing", {}],
    ["header_empty", { "x-signature": "" }],
    ["signature_missing", { "x-signature": `ts=${seconds}` }],
    ["timestamp_missing", { "x-signature": good.split(",")[1] ?? "" }],
    ["signature_malformed", { "x-signature": good.slice(0, -1) }],
    ["signature_missing", { "x-signature": good.replace("v1=", "v2=") }],
  ] as const)("%s", async (reason, headers) => {
    expect(await verify({ headers })).toEqual({ ok: false, reason });
  });

  test("other secrets, several and none", async () => {
    const headers = { "x-signature": good };

    expect(await verify({ headers, secrets: ["other"] })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify({ headers, secrets: ["other", secret] })).toMatchObject({ ok: true, secretIndex: 1 });
    expect(await verify({ headers, secrets: [] })).toEqual({ ok: false, reason: "secret_missing" });
  });

  test.each([
    ["signature", { ok: false, reason: "signature_mismatch" }],
    ["clock", { ok: false, reason: "timestamp_stale", skewSeconds: 86_400 }],
  ] as const)("tampered %s", async (kind, outcome) => {
    const body = '{"data":{"id":"123"}}';
    const request = await signWebhook(mercadoPago, {
      secret,
      url: base,
      body,
      now,
      headers: { "x-request-id": "r" },
    });

    const bad = await tamper(mercadoPago, request, kind, { secret, now });

    expect(await verifyWebhook(mercadoPago, bad, { secrets: [secret], now })).toEqual(outcome);
  });
});

describe("what a request is about", () => {
  const identify = (query: string, body: string) => {
    const payload = JSON.parse(body);
    const request = { method: "POST", url: base + query, headers: {}, body: Buffer.from(body) };
    return mercadoPago.identify({ payload, whole: payload, index: 0, header: () => undefined, request });
  };

  test("is what its query names, which is signed, also where the body does not say it", () => {
    const card =
      '{"id":"a47f","action":"card.updated","type":"automatic-payments","data":{"customer_id":"c"}}';

    expect(identify("?data.id=123", card)).toMatchObject({
      id: "a47f",
      type: "card.updated",
      subject: "123",
    });
    expect(identify("?data.id=123", '{"action":"payment.updated"}').subject).toBe("123");
    expect(identify("", '{"action":"payment.updated"}').subject).toBeUndefined();
  });

  test("a body without it is genuine where query and signature agree, and refused where the query was changed", async () => {
    const headers = {
      "x-request-id": "r-1",
      "x-signature": signature(`id:123;request-id:r-1;ts:${seconds};`, seconds),
    };
    const body = '{"action":"payment.updated","data":{}}';

    expect(await verify({ headers, body })).toMatchObject({ ok: true });
    expect(await verify({ headers, body, query: "?data.id=124" })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("a body that names another than the query is refused, and so is one where only the body names one", async () => {
    const headers = {
      "x-request-id": "r-1",
      "x-signature": signature(`request-id:r-1;ts:${seconds};`, seconds),
    };

    expect(await verify({ headers, query: "", body: '{"data":{"id":"123"}}' })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
