import {
  createHash,
  createHmac,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  sign as signBytes,
} from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { verifySignature as vonageVerifies } from "@vonage/jwt";
import { validateV3Signature } from "plivo";
import { TelnyxWebhook } from "telnyx/lib/webhooks";
import twilioSdk from "twilio";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, repeatableBytes, signWebhook } from "../testing/index.ts";
import { freshSecret, type KeyPair, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { messagebird } from "./messagebird.ts";
import { plivo } from "./plivo.ts";
import { sinch } from "./sinch.ts";
import { telegram } from "./telegram.ts";
import { telnyx } from "./telnyx.ts";
import { twilio } from "./twilio.ts";
import { vonage } from "./vonage.ts";

const require = createRequire(import.meta.url);
/** What is used of these libraries comes without types, or behind an index that wants more packages. */
const sinchSdk: {
  calculateWebhookSignature(signed: string, secret: string): string;
  generateAuthorizationHeader(
    method: string,
    body: string,
    type: string,
    headers: string,
    path: string,
    key: string,
    secret: string,
  ): string;
  validateWebhookSignature(secret: string, headers: object, body: string): boolean;
} = require(join(dirname(require.resolve("@sinch/sdk-client")), "utils", "authorization.helper.js"));
const messagebirdSdk: {
  verify(url: string, body: Buffer, jwt: string, key: object, options: object): Promise<true>;
  VerifyOptions: new (url: boolean, payload: boolean, jwt: object) => object;
} = require("messagebird/lib/webhook-signature-jwt.js");

const url = "https://hooks.example.com/webhooks/source";
const now = new Date("2026-01-01T00:00:00Z");
const formType = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };

const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["ASCII", { MessageSid: "SM1", Body: "hello", From: "+14155550123" }],
  ["unicode beyond the basic plane", { Body: "Zoë 👩‍🚀 𝒳 \u2028", A: "1" }],
  ["CRLF, spaces and what forms escape", { Body: "a\r\nb  c+d&e=f%20g", Z: " ", a: "b" }],
  ["empty values", { Body: "", MessageSid: "SM1" }],
  ["names that sort by their code", { b: "1", B: "2", _: "3", ä: "4", "1": "5" }],
  ["200 KB", { Body: "żółw ".repeat(20_000) }],
];

const encode = (fields: Readonly<Record<string, string>>): string => new URLSearchParams(fields).toString();

describe("Twilio's signature of a form, against its own library", () => {
  const token = "12345678901234567890123456789012";
  const verify = (
    headers: Record<string, string>,
    body: string,
    options: { url?: string; secrets?: string[]; settings?: Record<string, string> } = {},
  ) =>
    verifyWebhook(
      twilio,
      {
        method: "POST",
        url: options.url ?? url,
        headers: { ...formType, ...headers },
        body: Buffer.from(body),
      },
      { secrets: options.secrets ?? [token], now, settings: options.settings ?? {} },
    );
  const theirs = (at: string, fields: object, by = token) => ({
    "X-Twilio-Signature": twilioSdk.getExpectedTwilioSignature(by, at, fields as Record<string, string>),
  });

  test.each(forms)("what it signs verifies: %s", async (_kind, fields) => {
    expect(await verify(theirs(url, fields), encode(fields))).toEqual({ ok: true, secretIndex: 0 });
  });

  test.each(forms)("what we sign it believes: %s", async (_kind, fields) => {
    const { headers } = await signWebhook(twilio, {
      secret: token,
      url,
      body: encode(fields),
      now,
      headers: formType,
    });

    expect(twilioSdk.validateRequest(token, headers["x-twilio-signature"] ?? "", url, fields)).toBe(true);
  });

  test.each(forms)("a field changed, or added, is refused: %s", async (_kind, fields) => {
    const refusal = { ok: false, reason: "signature_mismatch" };

    expect(await verify(theirs(url, fields), `${encode(fields)}1`)).toEqual(refusal);
    expect(await verify(theirs(url, fields), `${encode(fields)}&Zz=1`)).toEqual(refusal);
  });

  test("fields given twice count once, sorted", async () => {
    expect(await verify(theirs(url, { A: ["b", "a", "b"] }), "A=b&A=a&A=b")).toMatchObject({ ok: true });
  });

  test.each([
    ["https://hooks.example.com/a?x=1", "https://hooks.example.com:443/a?x=1"],
    ["https://hooks.example.com:443/a", "https://hooks.example.com/a"],
    ["http://hooks.example.com/a", "http://hooks.example.com:80/a"],
    ["https://hooks.example.com:8443/a", "https://hooks.example.com/a"],
    ["https://hooks.example.com:8443/a", "https://hooks.example.com:8443/a"],
    ["https://hooks.example.com/a?q=it's", "https://hooks.example.com/a?q=it%27s"],
    ["https://user:pass@hooks.example.com/a", "https://user:pass@hooks.example.com:443/a"],
  ])("a URL received as %s and signed as %s is judged as Twilio judges it", async (received, signed) => {
    const headers = theirs(signed, { A: "1" });
    const theirVerdict = twilioSdk.validateRequest(token, headers["X-Twilio-Signature"], received, {
      A: "1",
    });

    expect(theirVerdict).toBe(true);
    expect(await verify(headers, "A=1", { url: received })).toMatchObject({ ok: true });
  });

  test("another path or host is refused", async () => {
    expect(await verify(theirs("https://hooks.example.com/b", { A: "1" }), "A=1")).toMatchObject({
      ok: false,
    });
    expect(
      await verify(theirs("https://other.example.com/webhooks/source", { A: "1" }), "A=1"),
    ).toMatchObject({ ok: false });
  });

  test("the source's own url stands in where a proxy changes it", async () => {
    const outside = "https://public.example.com/hook";

    expect(
      await verify(theirs(`${outside}?a=1`, { A: "1" }), "A=1", {
        url: `${url}?a=1`,
        settings: { url: outside },
      }),
    ).toMatchObject({ ok: true });
  });

  test("any of several tokens verifies", async () => {
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: ["old", token] })).toEqual({
      ok: true,
      secretIndex: 1,
    });
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: ["old"] })).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: [] })).toMatchObject({
      reason: "secret_missing",
    });
  });

  test.each([
    ["header_empty", ""],
    ["signature_malformed", "AAAA"],
    ["signature_malformed", "not base64"],
  ])("%s: %j", async (reason, value) => {
    expect(await verify({ "X-Twilio-Signature": value }, "A=1")).toEqual({ ok: false, reason });
    expect(await verify({}, "A=1")).toEqual({ ok: false, reason: "header_missing" });
  });

  test("JSON that no digest binds is refused, though the URL is signed rightly", async () => {
    expect(await verify({ ...theirs(url, {}), "content-type": "application/json" }, "{}")).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });
});

describe("Twilio's signature of any other body, by its digest in the URL", () => {
  const token = "12345678901234567890123456789012";

  test.each(hardBodies)("what we sign Twilio's own library believes: %s", async (_kind, body) => {
    const request = await signWebhook(twilio, {
      secret: token,
      url,
      body,
      now,
      headers: { "content-type": "application/json" },
    });

    const theirVerdict = twilioSdk.validateRequestWithBody(
      token,
      request.headers["x-twilio-signature"] ?? "",
      request.url,
      body,
    );

    expect(theirVerdict).toBe(true);
    expect(await verifyWebhook(twilio, request, { secrets: [token], now })).toEqual({
      ok: true,
      secretIndex: 0,
    });
  });

  test.each(hardBodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
    const request = await signWebhook(twilio, {
      secret: token,
      url,
      body,
      now,
      headers: { "content-type": "application/json" },
    });
    const changed = { ...request, body: Buffer.from(`${body} `) };

    expect(await verifyWebhook(twilio, changed, { secrets: [token], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("a digest put in the URL afterwards is refused", async () => {
    const digest = createHash("sha256").update("[]").digest("hex");
    const headers = {
      ...formType,
      "X-Twilio-Signature": twilioSdk.getExpectedTwilioSignature(token, url, {}),
    };
    const request = { method: "POST", url: `${url}?bodySHA256=${digest}`, headers, body: Buffer.from("[]") };

    expect(await verifyWebhook(twilio, request, { secrets: [token], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});

describe("Plivo's signature, against its own library", () => {
  const token = "MAXXXXXXXXXXXXXXXXXX";
  const nonce = "12345678901234567890";
  const sign = (fields: Readonly<Record<string, string>>, at = url) =>
    signWebhook(plivo, {
      secret: token,
      url: at,
      body: encode(fields),
      now,
      headers: { ...formType, "x-plivo-signature-v3-nonce": nonce },
    });

  // Its library writes names and values of the URL as Latin-1, so those here are ASCII.
  test.each([url, `${url}?b=2&a=1&a=0`, "https://hooks.example.com:8443/a/b"])(
    "what we sign it believes: %s",
    async (at) => {
      for (const [, fields] of forms) {
        const { headers } = await sign(fields, at);

        expect(
          validateV3Signature("POST", at, nonce, token, headers["x-plivo-signature-v3"] ?? "", fields),
        ).toBe(true);
      }
    },
  );

  test("any of several signatures in the header verifies, with any of several tokens", async () => {
    const request = await sign({ A: "1" });
    const list = `${"A".repeat(43)}=,${request.headers["x-plivo-signature-v3"]}`;
    const changed = { ...request, headers: { ...request.headers, "x-plivo-signature-v3": list } };

    expect(await verifyWebhook(plivo, changed, { secrets: ["old", token], now })).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test("the main account's signature is enough", async () => {
    const { "x-plivo-signature-v3": signature = "", ...headers } = (await sign({ A: "1" })).headers;
    const request = {
      ...(await sign({ A: "1" })),
      headers: { ...headers, "x-plivo-signature-ma-v3": signature },
    };

    expect(await verifyWebhook(plivo, request, { secrets: [token], now })).toMatchObject({ ok: true });
  });

  test("another field, URL or nonce is refused", async () => {
    const request = await sign({ A: "1" });
    const verdict = (change: object) =>
      verifyWebhook(plivo, { ...request, ...change }, { secrets: [token], now });
    const refusal = { ok: false, reason: "signature_mismatch" };

    expect(await verdict({ body: Buffer.from("A=2") })).toEqual(refusal);
    expect(await verdict({ url: `${url}?a=1` })).toEqual(refusal);
    expect(await verdict({ headers: { ...request.headers, "x-plivo-signature-v3-nonce": "1" } })).toEqual(
      refusal,
    );
  });

  test("version 2, which leaves the body out, is never enough", async () => {
    const value = createHmac("sha256", token)
      .update(url + nonce)
      .digest("base64");
    const headers = { ...formType, "X-Plivo-Signature-V2": value, "X-Plivo-Signature-V2-Nonce": nonce };

    expect(
      await verifyWebhook(
        plivo,
        { method: "POST", url, headers, body: Buffer.from("A=1") },
        { secrets: [token], now },
      ),
    ).toEqual({
      ok: false,
      reason: "header_missing",
    });
  });
});

testProvider({
  provider: sinch,
  secrets: [freshSecret(), freshSecret()],
  header: "x-sinch-webhook-signature",
  headers: { "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV067" },
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-sinch-webhook-signature-timestamp": String(at.getTime() / 1000),
    "x-sinch-webhook-signature": sinchSdk.calculateWebhookSignature(
      `${body}.01FJA8B4A7BM43YGWSG9GBV067.${at.getTime() / 1000}`,
      secret,
    ),
  }),
  accepts: ({ body, headers, secret }) => sinchSdk.validateWebhookSignature(secret, headers, body),
});

describe("Sinch's other two signatures", () => {
  const key = Buffer.from("an application's secret").toString("base64");
  const stamp = now.toISOString();
  const type = "application/json; charset=utf-8";
  const verify = (headers: Record<string, string>, body: string, secrets = [key]) =>
    verifyWebhook(
      sinch,
      { method: "POST", url: `${url}?a=1`, headers, body: Buffer.from(body) },
      { secrets, now },
    );
  const application = (body: string, path = "/webhooks/source") => ({
    Authorization: sinchSdk.generateAuthorizationHeader(
      "POST",
      body,
      type,
      `x-timestamp:${stamp}`,
      path,
      "key",
      key,
    ),
    "Content-Type": type,
    "X-Timestamp": stamp,
  });

  test.each([...hardBodies, ["nothing", ""] as const])(
    "of Voice and Verification: %s",
    async (_kind, body) => {
      expect(await verify(application(body), body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
      expect(await verify(application(body), `${body} `)).toEqual({
        ok: false,
        reason: "signature_mismatch",
      });
    },
  );

  test.each([
    ["another path", application("{}", "/other"), "signature_mismatch"],
    ["another type", { ...application("{}"), "Content-Type": "text/plain" }, "signature_mismatch"],
    ["another time", { ...application("{}"), "X-Timestamp": "2026-01-01T00:00:01Z" }, "signature_mismatch"],
    ["no time", { ...application("{}"), "X-Timestamp": "" }, "timestamp_missing"],
    [
      "Basic in place of it",
      { ...application("{}"), Authorization: "Basic a2V5OnNlY3JldA==" },
      "header_malformed",
    ],
  ])("of Voice and Verification, with %s, is refused", async (_kind, headers, reason) => {
    expect(await verify(headers, "{}")).toEqual({ ok: false, reason });
  });

  test.each(hardBodies)("of Numbers: %s", async (_kind, body) => {
    const headers = { "X-Sinch-Signature": createHmac("sha1", key).update(body).digest("hex") };

    expect(await verify(headers, body)).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify(headers, `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

function ed25519Pair(): KeyPair {
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    verify: createPublicKey(privateKey)
      .export({ format: "der", type: "spki" })
      .subarray(-32)
      .toString("base64"),
    sign: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

const telnyxKeys = ed25519Pair();

testProvider({
  provider: telnyx,
  secrets: [telnyxKeys, ed25519Pair()],
  header: "telnyx-signature-ed25519",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "telnyx-timestamp": String(at.getTime() / 1000),
    "telnyx-signature-ed25519": signBytes(
      null,
      Buffer.from(`${at.getTime() / 1000}|${body}`),
      secret,
    ).toString("base64"),
  }),
});

test.each(hardBodies)("what we sign Telnyx' own library believes: %s", async (_kind, body) => {
  const at = new Date(); // its library asks the clock itself
  const { headers } = await signWebhook(telnyx, { secret: telnyxKeys.sign, url, body, now: at });
  const webhook = new TelnyxWebhook(telnyxKeys.verify);

  await expect(webhook.verify(body, headers)).resolves.toBeUndefined();
  await expect(webhook.verify(`${body} `, headers)).rejects.toThrow();
});

function jwt(claims: object, secret: string, algorithm: "HS256" | "HS384" | "HS512" = "HS256"): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: algorithm, typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac(algorithm.replace("HS", "sha"), secret).update(signed).digest("base64url")}`;
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const seconds = now.getTime() / 1000;

testProvider({
  provider: vonage,
  secrets: [freshSecret(), freshSecret()],
  header: "authorization",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    authorization: `Bearer ${jwt({ iss: "Vonage", iat: at.getTime() / 1000, jti: "a1b2", payload_hash: sha256(body) }, secret)}`,
  }),
  accepts: ({ headers, secret }) =>
    vonageVerifies((headers["authorization"] ?? "").slice("Bearer ".length), secret),
});

describe("Vonage's token", () => {
  const verify = (claims: object, authScheme = "Bearer") =>
    verifyWebhook(
      vonage,
      {
        method: "POST",
        url,
        headers: { Authorization: `${authScheme} ${jwt(claims, "s3cret")}` },
        body: Buffer.from("{}"),
      },
      { secrets: ["s3cret"], now },
    );
  const good = { iat: seconds, jti: "a1b2", payload_hash: sha256("{}") };

  test("is believed for its own body, however its scheme is written", async () => {
    expect(await verify(good, "bearer")).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test.each([
    ["its body is another", { ...good, payload_hash: sha256("[]") }, "signature_mismatch"],
    ["its body is not named", { ...good, payload_hash: undefined }, "signature_mismatch"],
    ["it has no time", { ...good, iat: undefined }, "timestamp_missing"],
    ["it has no id", { ...good, jti: undefined }, "signature_malformed"],
    ["it expired", { ...good, exp: seconds - 301 }, "timestamp_stale"],
  ])("is refused when %s", async (_kind, claims, reason) => {
    expect(await verify(claims)).toMatchObject({ ok: false, reason });
  });

  test("is refused under another scheme", async () => {
    expect(await verify(good, "Basic")).toEqual({ ok: false, reason: "header_malformed" });
  });
});

testProvider({
  provider: messagebird,
  secrets: [freshSecret(), freshSecret()],
  header: "messagebird-signature-jwt",
  sign: ({ body, secret, at }) => ({
    "messagebird-signature-jwt": jwt(
      {
        iss: "MessageBird",
        iat: at.getTime() / 1000,
        nbf: at.getTime() / 1000,
        exp: at.getTime() / 1000 + 60,
        jti: "a1b2",
        url_hash: sha256(url),
        payload_hash: sha256(body),
      },
      secret,
      "HS512",
    ),
  }),
  accepts: ({ body, headers, secret }) =>
    messagebirdSdk.verify(
      url,
      Buffer.from(body),
      headers["messagebird-signature-jwt"] ?? "",
      createSecretKey(Buffer.from(secret)),
      // The tolerance bridges the years between the test's clock and the library's own.
      new messagebirdSdk.VerifyOptions(true, true, {
        issuer: "MessageBird",
        algorithms: ["HS256"],
        clockTolerance: 1e10,
      }),
    ),
});

describe("MessageBird's token", () => {
  const good = {
    iss: "MessageBird",
    nbf: seconds,
    exp: seconds + 60,
    jti: "a1b2",
    url_hash: sha256(url),
    payload_hash: sha256("{}"),
  };
  const verify = (claims: object, body = "{}", settings: Record<string, string> = {}) =>
    verifyWebhook(
      messagebird,
      {
        method: "POST",
        url,
        headers: { "MessageBird-Signature-JWT": jwt(claims, "s3cret") },
        body: Buffer.from(body),
      },
      { secrets: ["s3cret"], now, settings },
    );

  test.each([
    ["its URL is another", { ...good, url_hash: sha256(`${url}?`) }, "signature_mismatch"],
    ["its URL is not named", { ...good, url_hash: undefined }, "signature_mismatch"],
    ["its body is not named", { ...good, payload_hash: undefined }, "signature_mismatch"],
    ["its issuer is another", { ...good, iss: "Bird" }, "signature_mismatch"],
    ["it has no id", { ...good, jti: undefined }, "signature_malformed"],
    ["it never expires", { ...good, exp: undefined }, "timestamp_missing"],
    ["it expired", { ...good, exp: seconds - 6 }, "timestamp_stale"],
    ["it is not yet good", { ...good, nbf: seconds + 6 }, "timestamp_in_future"],
  ])("is refused when %s", async (_kind, claims, reason) => {
    expect(await verify(claims)).toMatchObject({ ok: false, reason });
  });

  test("needs no digest of an empty body", async () => {
    expect(await verify({ ...good, payload_hash: undefined }, "")).toMatchObject({ ok: true });
  });

  test("is of the source's own url where a proxy changes it", async () => {
    const outside = "https://public.example.com/hook";

    expect(await verify({ ...good, url_hash: sha256(outside) }, "{}", { url: outside })).toMatchObject({
      ok: true,
    });
  });
});

test("Telegram's token is the secret, whatever the body", async () => {
  const verify = (headers: Record<string, string>) =>
    verifyWebhook(
      telegram,
      { method: "POST", url, headers, body: Buffer.from("{}") },
      { secrets: ["old", "s3cret_-"], now },
    );

  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "s3cret_-" })).toEqual({
    ok: true,
    secretIndex: 1,
  });
  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "s3cret_" })).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "" })).toEqual({
    ok: false,
    reason: "header_empty",
  });
  expect(await verify({})).toEqual({ ok: false, reason: "header_missing" });
});

test.each([twilio, plivo, telegram])("$id: a sample, signed, verifies", async (provider) => {
  const secret = provider.scheme.createSecret(repeatableBytes(provider.id));
  const sample = createSample(provider, { now, random: repeatableBytes("sample") });
  const request = await signWebhook(provider, { secret: secret.sign, url, now, ...sample });

  expect(await verifyWebhook(provider, request, { secrets: [secret.verify], now })).toMatchObject({
    ok: true,
  });
});
