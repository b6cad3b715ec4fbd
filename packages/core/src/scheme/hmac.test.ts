import { createHash, createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import { verifyWebhook } from "../verify.ts";
import type { HeadersLike } from "../webhook-request.ts";
import { bodyDigest, type ComputedPart } from "./content.ts";
import { hmac } from "./hmac.ts";
import { inHeader, inJson } from "./place.ts";
import type { Scheme } from "./scheme.ts";
import { base64Secret, hexSecret } from "./secret-form.ts";
import { entries, prefixed } from "./signature-format.ts";

const now = new Date("2026-01-01T00:00:00Z");
const seconds = String(now.getTime() / 1000);
const url = "https://hooks.example.com/webhooks/source";

function verify(
  scheme: Scheme,
  headers: HeadersLike,
  body: string | Uint8Array = "{}",
  options: { secrets?: readonly string[]; now?: Date; toleranceSeconds?: number; url?: string } = {},
) {
  const request = { method: "POST", url: options.url ?? url, headers, body: Buffer.from(body) };
  return verifyWebhook({ scheme }, request, { secrets: ["secret"], now, ...options });
}

function mac(
  content: string,
  encoding: "hex" | "base64" | "base64url" = "hex",
  key: string | Buffer = "secret",
) {
  return createHmac("sha256", key).update(content).digest(encoding);
}

describe("published values", () => {
  test.each([
    ["hello world", "secret", "734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a"],
    ["lalala", "another-secret", "daa220016c8f29a8b214fbfc3671aeec2145cfb1e6790184ffb38b6d0425fa00"],
    [
      "an-important-request-payload",
      "hunter123",
      "9be2242094a9a8c00c64306f382a7f9d691de910b4a266f67bd314ef18ac49fa",
    ],
  ])("CircleCI signs %s as it documents", async (body, secret, signature) => {
    const scheme = hmac({ signature: "circleci-signature", format: entries({ signature: "v1=" }) });

    const outcome = await verify(scheme, { "circleci-signature": `v1=${signature},v2=00` }, body, {
      secrets: [secret],
    });

    expect(outcome).toEqual({ ok: true, secretIndex: 0 });
  });

  test("Twilio signs its URL and sorted form as it documents", async () => {
    const sortedForm: ComputedPart = ({ request }) =>
      [...new URLSearchParams(Buffer.from(request.body).toString())]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, value]) => name + value)
        .join("");
    const scheme = hmac({
      signature: "x-twilio-signature",
      content: ["{url}", sortedForm],
      algorithm: "sha1",
      encoding: "base64",
    });
    const body = new URLSearchParams({
      To: "+18005551212",
      Caller: "+14158675310",
      CallSid: "CA1234567890ABCDE",
      From: "+14158675310",
      Digits: "1234",
    }).toString();

    const outcome = await verify(scheme, { "X-Twilio-Signature": "GvWf1cFY/Q7PnoempGyD5oXAezc=" }, body, {
      secrets: ["12345"],
      url: "https://mycompany.com/myapp.php?foo=1&bar=2",
    });

    expect(outcome).toEqual({ ok: true, secretIndex: 0 });
  });
});

describe("layouts", () => {
  test("base64url in a list with a timestamp in milliseconds (Sanity)", async () => {
    const scheme = hmac({
      signature: "sanity-webhook-signature",
      format: entries({ timestamp: "t=", signature: "v1=" }),
      content: "{timestamp}.{body}",
      encoding: "base64url",
      timestamp: { unit: "milliseconds" },
    });
    const signature = mac("1767225600000.{}", "base64url");

    const outcome = await verify(scheme, { "sanity-webhook-signature": `t=1767225600000,v1=${signature}` });

    expect(outcome).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test("an HTTP date in one of two headers (Metronome)", async () => {
    const scheme = hmac({
      signature: "metronome-webhook-signature",
      content: "{timestamp}\n{body}",
      timestamp: { header: ["x-metronome-date", "date"], unit: "http-date" },
    });
    const date = "Thu, 01 Jan 2026 00:00:00 GMT";

    const outcome = await verify(scheme, { date, "metronome-webhook-signature": mac(`${date}\n{}`) });

    expect(outcome).toMatchObject({ ok: true });
  });

  test("a timestamp inside the signed body (Linear), read after the signature was found good", async () => {
    const scheme = hmac({
      signature: "linear-signature",
      timestamp: { field: "webhookTimestamp", unit: "milliseconds", toleranceSeconds: 60 },
    });
    const fresh = '{"webhookTimestamp":1767225600000}';
    const old = '{"webhookTimestamp":1767225500000}';

    expect(await verify(scheme, { "linear-signature": mac(fresh) }, fresh)).toMatchObject({ ok: true });
    expect(await verify(scheme, { "linear-signature": mac(old) }, old)).toEqual({
      ok: false,
      reason: "timestamp_stale",
      skewSeconds: 100,
    });
    expect(await verify(scheme, { "linear-signature": mac("{}") })).toEqual({
      ok: false,
      reason: "timestamp_missing",
    });
    expect(await verify(scheme, { "linear-signature": mac("{}") }, "not json")).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("signing puts a timestamp of the body where it belongs", async () => {
    const scheme = hmac({ signature: "x-sig", timestamp: { field: "meta.at", unit: "milliseconds" } });
    const draft = { method: "POST", url, headers: {}, body: Buffer.from('{"a":1,"meta":{"b":2}}') };

    const { headers, body = "" } = scheme.sign({ ...draft, secret: "secret", now, settings: {} });

    expect(JSON.parse(Buffer.from(body).toString())).toEqual({ a: 1, meta: { b: 2, at: now.getTime() } });
    expect(await verify(scheme, headers, body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test("a digest of the body and a base64 key (Ripple)", async () => {
    const scheme = hmac({
      signature: "x-webhook-signature",
      format: entries({ timestamp: "t=", signature: "v1=" }),
      content: ["{timestamp}.", bodyDigest("sha256", "hex")],
      secret: base64Secret(),
      timestamp: { unit: "milliseconds" },
    });
    const digest = createHash("sha256").update("{}").digest("hex");
    const signature = mac(`1767225600000.${digest}`, "hex", Buffer.from("key"));

    const outcome = await verify(scheme, { "x-webhook-signature": `t=1767225600000,v1=${signature}` }, "{}", {
      secrets: ["a2V5"],
    });

    expect(outcome).toMatchObject({ ok: true });
  });

  test("two headers of one name during rotation (Mollie), apart or joined", async () => {
    const scheme = hmac({
      signature: inHeader("x-mollie-signature", { repeated: true }),
      format: prefixed("sha256="),
    });
    const old = `sha256=${mac("{}", "hex", "old")}`;
    const fresh = `sha256=${mac("{}")}`;

    expect(
      await verify(scheme, [
        ["X-Mollie-Signature", old],
        ["X-Mollie-Signature", fresh],
      ]),
    ).toMatchObject({ ok: true });
    expect(await verify(scheme, { "x-mollie-signature": `${old}, ${fresh}` })).toMatchObject({ ok: true });
  });

  test("a numbered header a key (DocuSign)", async () => {
    const scheme = hmac({
      signature: ["x-docusign-signature-1", "x-docusign-signature-2"],
      encoding: "base64",
    });

    const outcome = await verify(scheme, {
      "x-docusign-signature-1": mac("{}", "base64", "other"),
      "x-docusign-signature-2": mac("{}", "base64"),
    });

    expect(outcome).toEqual({ ok: true, secretIndex: 0 });
  });

  test("two whole sets during rotation (Persona), the second good", async () => {
    const scheme = hmac({
      signature: "persona-signature",
      format: entries({ timestamp: "t=", signature: "v1=", sets: " " }),
      content: "{timestamp}.{body}",
      timestamp: { unit: "seconds" },
    });
    const value = `t=1,v1=${mac("1.{}", "hex", "other")} t=${seconds},v1=${mac(`${seconds}.{}`)}`;

    expect(await verify(scheme, { "persona-signature": value })).toMatchObject({ ok: true });
  });

  test("a signature inside a JSON body that does not cover the body (Mailgun)", async () => {
    const scheme = hmac({
      signature: inJson("signature.signature"),
      content: [
        "{timestamp}",
        ({ request }) => String(JSON.parse(Buffer.from(request.body).toString()).signature.token),
      ],
      timestamp: { field: "signature.timestamp", unit: "seconds" },
    });
    const signature = { timestamp: seconds, token: "tok", signature: mac(`${seconds}tok`) };

    expect(await verify(scheme, {}, JSON.stringify({ signature }))).toMatchObject({ ok: true });
    expect(await verify(scheme, {}, "not json")).toEqual({ ok: false, reason: "body_malformed" });
    expect(await verify(scheme, {}, "{}")).toEqual({ ok: false, reason: "header_missing" });
  });

  test("a hexadecimal key and SHA-512 (Onfleet)", async () => {
    const scheme = hmac({ signature: "x-onfleet-signature", algorithm: "sha512", secret: hexSecret() });
    const signature = createHmac("sha512", Buffer.from("abcd", "hex")).update("{}").digest("hex");

    expect(
      await verify(scheme, { "x-onfleet-signature": signature }, "{}", { secrets: ["abcd"] }),
    ).toMatchObject({
      ok: true,
    });
    expect(await verify(scheme, { "x-onfleet-signature": signature }, "{}", { secrets: ["xyz"] })).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  });
});

describe("refusals", () => {
  const scheme = hmac({
    signature: "x-sig",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds" },
  });
  const good = mac(`${seconds}.{}`);

  test.each([
    ["header_missing", {}],
    ["header_empty", { "x-sig": "" }],
    ["header_empty", { "x-sig": " \t" }],
    [
      "header_doubled",
      [
        ["x-sig", `t=${seconds},v1=${good}`],
        ["X-Sig", `t=${seconds},v1=${good}`],
      ] as const,
    ],
    ["header_oversized", { "x-sig": `t=${seconds},v1=${good},${"x".repeat(8192)}` }],
    ["header_malformed", { "x-sig": `t=${seconds},t=${seconds},v1=${good}` }],
    ["signature_missing", { "x-sig": `t=${seconds}` }],
    ["signature_missing", { "x-sig": `t=${seconds},v0=${good}` }],
    ["signature_malformed", { "x-sig": `t=${seconds},v1=` }],
    ["signature_malformed", { "x-sig": `t=${seconds},v1=${good.slice(2)}` }],
    ["signature_malformed", { "x-sig": `t=${seconds},v1=${good}00` }],
    ["signature_malformed", { "x-sig": `t=${seconds},v1=zz${good.slice(2)}` }],
    ["signature_mismatch", { "x-sig": `t=${seconds},v1=${"0".repeat(64)}` }],
    ["timestamp_missing", { "x-sig": `v1=${good}` }],
    ["timestamp_missing", { "x-sig": `t=,v1=${good}` }],
    ["timestamp_malformed", { "x-sig": `t=0${seconds},v1=${good}` }],
    ["timestamp_malformed", { "x-sig": `t=NaN,v1=${good}` }],
    ["timestamp_malformed", { "x-sig": `t=${"9".repeat(300)},v1=${good}` }],
    ["signature_mismatch", { "x-sig": `t=1,v1=${good}` }],
    ["signature_mismatch", { "x-sig": `t=9767225600,v1=${good}` }],
  ])("%s of %j", async (reason, headers) => {
    expect(await verify(scheme, headers)).toEqual({ ok: false, reason });
  });

  test("calls a request stale only when its signature is genuine", async () => {
    const stale = `t=1767225299,v1=${mac("1767225299.{}")}`;

    expect(await verify(scheme, { "x-sig": stale })).toEqual({
      ok: false,
      reason: "timestamp_stale",
      skewSeconds: 301,
    });
    expect(await verify(scheme, { "x-sig": stale }, "{} ")).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("finds a good signature among malformed and wrong ones", async () => {
    const value = `t=${seconds},v1=zz,v1=${"0".repeat(64)},v1=${good}`;

    expect(await verify(scheme, { "x-sig": value })).toMatchObject({ ok: true });
  });

  test("takes a tolerance of 0 as zero, not as the default", async () => {
    const headers = { "x-sig": `t=1767225599,v1=${mac("1767225599.{}")}` };

    expect(await verify(scheme, headers)).toMatchObject({ ok: true });
    expect(await verify(scheme, headers, "{}", { toleranceSeconds: 0 })).toMatchObject({
      reason: "timestamp_stale",
    });
  });

  test("an empty secret verifies nothing, even what was signed with it", async () => {
    const headers = { "x-sig": `t=${seconds},v1=${mac(`${seconds}.{}`, "hex", "")}` };

    expect(await verify(scheme, headers, "{}", { secrets: [""] })).toEqual({
      ok: false,
      reason: "secret_missing",
    });
    expect(await verify(scheme, headers, "{}", { secrets: ["", "other"] })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("names a malformed secret when no other verifies", async () => {
    const withBase64 = hmac({ signature: "x-sig", secret: base64Secret() });
    const headers = { "x-sig": mac("{}", "hex", Buffer.from("key")) };

    expect(await verify(withBase64, headers, "{}", { secrets: ["not base64!", "a2V5"] })).toMatchObject({
      ok: true,
      secretIndex: 1,
    });
    expect(await verify(withBase64, headers, "{}", { secrets: ["not base64!", "b3RoZXI="] })).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  });
});

describe("definitions", () => {
  test.each([
    ["an upper-case header", () => hmac({ signature: "X-Sig" })],
    ["an unknown placeholder", () => hmac({ signature: "x-sig", content: "{boby}" })],
    [
      "a timestamp in the content that is nowhere",
      () => hmac({ signature: "x-sig", content: "{timestamp}{body}" }),
    ],
    [
      "a timestamp whose place is not named",
      () => hmac({ signature: "x-sig", timestamp: { unit: "seconds" } }),
    ],
    ["the secret as content", () => hmac({ signature: "x-sig", content: "{secret}{body}" })],
  ])("refuses %s at once", (_what, define) => {
    expect(define).toThrow(ConfigError);
  });
});
