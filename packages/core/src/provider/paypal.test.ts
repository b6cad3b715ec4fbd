import { createPublicKey, createSign } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  certificate,
  foreignCertificate,
  issuer,
  namesake,
  privateKey,
  shortCertificate,
} from "../testing/fixture/paypal-certificates.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook, type VerifyOptions } from "../verify.ts";
import { paypal } from "./paypal.ts";

const now = new Date("2027-01-01T00:00:00Z");
const settings = { webhookId: "1JE4291016473214C" };
const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();

/** PayPal's documented scheme in the test's own words. */
function signed(body: string, over: Readonly<Record<string, string>> = {}): Record<string, string> {
  const id = "b2384410-f8d2-11f0-9a3f-1b6d8e7c4a55";
  const time = over["paypal-transmission-time"] ?? "2027-01-01T00:00:00Z";
  const text = `${id}|${time}|1JE4291016473214C|${crc32(Buffer.from(body))}`;
  return {
    "paypal-auth-algo": "SHA256withRSA",
    "paypal-cert-url": `https://api.sandbox.paypal.com/v1/notifications/certs/CERT-${crc32(Buffer.from(body))}`,
    "paypal-transmission-id": id,
    "paypal-transmission-time": time,
    "paypal-transmission-sig": createSign("sha256").update(text).sign(privateKey, "base64"),
    ...over,
  };
}

function verify(headers: Record<string, string>, body: string, over: Partial<VerifyOptions> = {}) {
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from(body) };
  return verifyWebhook(paypal, request, { secrets: [], now, settings, ...over });
}

/** Answers each request with that text, and counts them. */
function serving(text: string) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(new Request(input).url);
    return new Response(text);
  };
  return { asked, fetch };
}

describe("with the certificate that the request names", () => {
  test.each([...hardBodies, ["nothing", ""] as const])("verifies: %s", async (_kind, body) => {
    const { fetch } = serving(`${certificate}${issuer}`);

    expect(await verify(signed(body), body, { fetch })).toEqual({ ok: true, timestamp: now });
    expect(await verify(signed(body), `${body} `, { fetch })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("the sum is printed without a sign", async () => {
    const body = '{"n":2}';

    expect(crc32(Buffer.from(body))).toBeGreaterThan(2 ** 31);
    expect(await verify(signed(body), body, serving(certificate))).toMatchObject({ ok: true });
  });

  test("it is fetched once", async () => {
    const { asked, fetch } = serving(certificate);
    const headers = signed("once");

    await Promise.all([1, 2, 3].map(() => verify(headers, "once", { fetch })));
    await verify(headers, "once", { fetch });

    expect(asked).toEqual([headers["paypal-cert-url"]]);
  });

  test.each([
    "https://evil.example.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com.evil.example.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com@evil.example.com/v1/notifications/certs/CERT-1",
    "http://api.paypal.com/v1/notifications/certs/CERT-1",
    "https://api.paypal.com:444/v1/notifications/certs/CERT-1",
    "https://api.paypal.com/v1/checkout/CERT-1",
    "https://api.paypal.com/v1/notifications/certs/../../x",
    "",
  ])("is never asked for at %s", async (url) => {
    const { asked, fetch } = serving(certificate);

    expect(await verify(signed("{}", { "paypal-cert-url": url }), "{}", { fetch })).toEqual({
      ok: false,
      reason: "header_malformed",
    });
    expect(asked).toEqual([]);
  });

  test.each([
    ["of another name", "a", foreignCertificate],
    ["out of date", "b", shortCertificate],
    ["with a chain that does not hold", "c", `${certificate}${namesake}`],
    ["that is none", "d", "no such certificate"],
    ["that is a bare key", "e", publicKey],
  ])("one %s is not believed", async (_kind, body, text) => {
    expect(await verify(signed(body), body, serving(text))).toEqual({ ok: false, reason: "key_unavailable" });
  });

  test("another algorithm is refused", async () => {
    const headers = signed("{}", { "paypal-auth-algo": "SHA1withRSA" });

    expect(await verify(headers, "{}", serving(certificate))).toEqual({
      ok: false,
      reason: "header_malformed",
    });
  });

  test("without a way to fetch there is no key", async () => {
    expect(await verify(signed("{}"), "{}")).toEqual({ ok: false, reason: "key_unavailable" });
  });
});

describe("what is signed", () => {
  const pinned = { secrets: [publicKey] };

  test("a pinned key needs no network, nor does a pinned certificate", async () => {
    expect(await verify(signed("{}"), "{}", pinned)).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await verify(signed("{}"), "{}", { secrets: [certificate] })).toMatchObject({ ok: true });
  });

  test("a notification for another webhook is refused", async () => {
    expect(await verify(signed("{}"), "{}", { ...pinned, settings: { webhookId: "2AB" } })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(signed("{}"), "{}", { settings: {} })).toEqual({
      ok: false,
      reason: "setting_missing",
    });
  });

  test("the transmission's id is signed, and has to be there", async () => {
    const { "paypal-transmission-id": _id, ...rest } = signed("{}");

    expect(await verify({ ...rest, "paypal-transmission-id": "other" }, "{}", pinned)).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(rest, "{}", pinned)).toEqual({ ok: false, reason: "header_missing" });
  });

  test("a retry may be days old, and no older than duplicates are known", async () => {
    const at = (time: string) => verify(signed("{}", { "paypal-transmission-time": time }), "{}", pinned);

    expect(await at("2026-12-25T00:00:00Z")).toMatchObject({ ok: true });
    expect(await at("2026-12-24T23:59:59Z")).toMatchObject({ reason: "timestamp_stale" });
    expect(await at("2027-01-08T00:00:01Z")).toMatchObject({ reason: "timestamp_in_future" });
    expect(await at("yesterday")).toMatchObject({ reason: "timestamp_malformed" });
  });

  test.each(["signature", "body"] as const)("tampered %s is refused", async (kind) => {
    const { "paypal-transmission-sig": _signature, ...headers } = signed("");
    const how = { secret: privateKey, now, settings };
    const good = await signWebhook(paypal, {
      ...how,
      url: "https://x.example/",
      body: '{"id":"WH-1"}',
      headers,
    });
    const bad = await tamper(paypal, good, kind, how);

    expect(await verifyWebhook(paypal, good, { ...pinned, now, settings })).toMatchObject({ ok: true });
    expect(await verifyWebhook(paypal, bad, { ...pinned, now, settings })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
