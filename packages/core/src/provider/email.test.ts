import { createHmac, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { EventWebhook } from "@sendgrid/eventwebhook";
import { Resend } from "resend";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { createSample, repeatableBytes, signWebhook } from "../testing/index.ts";
import { freshSecret, type KeyPair, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { customerIo } from "./customer-io.ts";
import { helpscout } from "./helpscout.ts";
import { klaviyo } from "./klaviyo.ts";
import { mailchimp } from "./mailchimp.ts";
import { mailerlite } from "./mailerlite.ts";
import { mailgun } from "./mailgun.ts";
import { mandrill } from "./mandrill.ts";
import { mautic } from "./mautic.ts";
import { postmark } from "./postmark.ts";
import { resend } from "./resend.ts";
import { sendgrid } from "./sendgrid.ts";

const url = "https://hooks.example.com/webhooks/source";
const now = new Date("2026-01-01T00:00:00Z");
const seconds = (at: Date): string => String(at.getTime() / 1000);

function ecdsaPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return {
    verify: publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    sign: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

const sendgridSdk = new EventWebhook();

testProvider({
  provider: sendgrid,
  secrets: [ecdsaPair(), ecdsaPair()],
  header: "x-twilio-email-event-webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-twilio-email-event-webhook-timestamp": seconds(at),
    "x-twilio-email-event-webhook-signature": signBytes(
      "sha256",
      Buffer.from(seconds(at) + body),
      secret,
    ).toString("base64"),
  }),
  accepts: ({ body, headers, secret }) =>
    sendgridSdk.verifySignature(
      sendgridSdk.convertPublicKeyToECDSA(secret),
      Buffer.from(body),
      headers["x-twilio-email-event-webhook-signature"] ?? "",
      headers["x-twilio-email-event-webhook-timestamp"] ?? "",
    ),
});

test("SendGrid's list becomes an event each", () => {
  expect(sendgrid.split?.([{ event: "open" }, { event: "click" }])).toEqual([
    { event: "open" },
    { event: "click" },
  ]);
});

const secrets = [freshSecret(24), freshSecret(24)].map(
  (text) => `whsec_${Buffer.from(text).toString("base64")}`,
);

testProvider({
  provider: resend,
  secrets: [secrets[0] ?? "", secrets[1] ?? ""],
  header: "svix-signature",
  headers: { "svix-id": "msg_p5jXN8AQM9LWM0D4loKWxJek" },
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "svix-timestamp": seconds(at),
    "svix-signature": new Webhook(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body),
  }),
});

test("what we sign Resend's own library believes", async () => {
  const body = '{"type":"email.sent","data":{"subject":"Zoë 🎮"}}';
  const at = new Date(); // its library asks the clock itself
  const webhookSecret = secrets[0] ?? "";
  const { headers } = await signWebhook(resend, { secret: webhookSecret, url, body, now: at });

  const event = new Resend("re_123").webhooks.verify({
    payload: body,
    headers: {
      id: headers["svix-id"] ?? "",
      timestamp: headers["svix-timestamp"] ?? "",
      signature: headers["svix-signature"] ?? "",
    },
    webhookSecret,
  });

  expect(event).toMatchObject({ type: "email.sent" });
});

testProvider({
  provider: customerIo,
  secrets: [freshSecret(), freshSecret()],
  header: "x-cio-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-cio-timestamp": seconds(at),
    "x-cio-signature": createHmac("sha256", secret)
      .update(`v0:${seconds(at)}:${body}`)
      .digest("hex"),
  }),
});

testProvider({
  provider: mailerlite,
  secrets: [freshSecret(), freshSecret()],
  header: "signature",
  sign: ({ body, secret }) => ({ signature: createHmac("sha256", secret).update(body).digest("hex") }),
});

testProvider({
  provider: mautic,
  secrets: [freshSecret(), freshSecret()],
  header: "webhook-signature",
  sign: ({ body, secret }) => ({
    "webhook-signature": createHmac("sha256", secret).update(body).digest("base64"),
  }),
});

test("Mautic's lists become an event each, with its name around it", () => {
  const payload = { "mautic.a": [{ id: 1 }, { id: 2 }], "mautic.b": [{ id: 3 }], other: 1 };

  expect(mautic.split?.(payload)).toEqual([
    { "mautic.a": [{ id: 1 }] },
    { "mautic.a": [{ id: 2 }] },
    { "mautic.b": [{ id: 3 }] },
  ]);
});

testProvider({
  provider: helpscout,
  secrets: [freshSecret(), freshSecret()],
  header: "x-helpscout-signature",
  sign: ({ body, secret }) => ({
    "x-helpscout-signature": createHmac("sha1", secret).update(body).digest("base64"),
  }),
});

describe("Mailgun's signature inside the body", () => {
  const key = "key-0123456789abcdef";
  const signature = (secret: string, timestamp: string, token = "a".repeat(50)) => ({
    timestamp,
    token,
    signature: createHmac("sha256", secret)
      .update(timestamp + token)
      .digest("hex"),
  });
  const verify = (payload: object, given: readonly string[] = [key]) =>
    verifyWebhook(
      mailgun,
      { method: "POST", url, headers: {}, body: Buffer.from(JSON.stringify(payload)) },
      { secrets: given, now },
    );
  const good = signature(key, seconds(now));

  test("verifies, whatever the event says", async () => {
    expect(await verify({ signature: good, "event-data": { id: "Zoë 🎮" } })).toEqual({
      ok: true,
      secretIndex: 0,
      timestamp: now,
    });
  });

  test("of the account above verifies too", async () => {
    const other = signature("another", seconds(now)).signature;

    expect(
      await verify({ signature: { ...good, signature: other, "parent-signature": good.signature } }),
    ).toMatchObject({
      ok: true,
    });
  });

  test("verifies with any of several keys", async () => {
    expect(await verify({ signature: good }, ["another", key])).toMatchObject({ ok: true, secretIndex: 1 });
  });

  test("may be 12 hours old, as retries are, and no more", async () => {
    const at = (offset: number) => ({ signature: signature(key, String(now.getTime() / 1000 + offset)) });

    expect(await verify(at(-43_200))).toMatchObject({ ok: true });
    expect(await verify(at(-43_201))).toMatchObject({
      ok: false,
      reason: "timestamp_stale",
      skewSeconds: 43_201,
    });
    expect(await verify(at(43_201))).toMatchObject({ ok: false, reason: "timestamp_in_future" });
  });

  test.each<readonly [string, object]>([
    ["signature_mismatch", { signature: { ...good, token: "b".repeat(50) } }],
    ["signature_mismatch", { signature: { ...good, timestamp: "1767225601" } }],
    ["signature_malformed", { signature: { ...good, signature: "" } }],
    ["signature_malformed", { signature: { ...good, signature: "00" } }],
    ["header_malformed", { signature: { ...good, token: "" } }],
    ["header_malformed", { signature: { ...good, token: 7 } }],
    ["header_malformed", { signature: { ...good, signature: 7 } }],
    ["timestamp_missing", { signature: { token: good.token, signature: good.signature } }],
    ["header_missing", { "event-data": {} }],
    ["header_missing", []],
  ])("%s %j", async (reason, payload) => {
    expect(await verify(payload)).toEqual({ ok: false, reason });
  });

  test("of no JSON is refused", async () => {
    const request = { method: "POST", url, headers: {}, body: Buffer.from("signature=1") };

    expect(await verifyWebhook(mailgun, request, { secrets: [key], now })).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });
});

describe("Mandrill's signature over URL and form", () => {
  const key = "pPZ3hmmHlIGuNGPTDQw2Gg";
  const events = '[{"event":"send","_id":"1","ts":1767225600,"msg":{"email":"zoë@example.com 🎮"}}]';
  const body = (list = events): Buffer =>
    Buffer.from(new URLSearchParams({ mandrill_events: list }).toString());
  const documented = (secret: string, list = events, at = url): string =>
    createHmac("sha1", secret).update(`${at}mandrill_events${list}`).digest("base64");
  const verify = (
    value: string,
    bytes: Buffer,
    given: readonly string[] = [key],
    settings: Record<string, string> = {},
  ) =>
    verifyWebhook(
      mandrill,
      { method: "POST", url, headers: { "X-Mandrill-Signature": value }, body: bytes },
      { secrets: given, now, settings },
    );

  test.each([events, `[${" ".repeat(200_000)}]`, "[]\r\n", '[{"a":"+ %"}]'])("verifies: %#", async (list) => {
    expect(await verify(documented(key, list), body(list))).toEqual({ ok: true, secretIndex: 0 });
  });

  test("is what we sign", async () => {
    const { headers } = await signWebhook(mandrill, { secret: key, url, body: body(), now });

    expect(headers["x-mandrill-signature"]).toBe(documented(key));
  });

  test("is of the URL that Mandrill has, where a proxy changes it", async () => {
    const outside = "https://public.example.com/hook";

    expect(await verify(documented(key, events, outside), body())).toMatchObject({ ok: false });
    expect(await verify(documented(key, events, outside), body(), [key], { url: outside })).toMatchObject({
      ok: true,
    });
  });

  test("by the public key of the URL check never verifies", async () => {
    expect(await verify(documented("test-webhook"), body())).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(documented("test-webhook"), body(), ["test-webhook"])).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  });

  test("does not cover another body, or another key", async () => {
    expect(await verify(documented(key), body("[]"))).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify(documented("old"), body(), ["old", key])).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await verify(documented("other"), body())).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  const asked = (payload: Json | undefined, method = "POST") => ({
    request: { method, url, headers: {}, body: new Uint8Array() },
    url: new URL(url),
    header: () => undefined,
    payload,
    secrets: [],
    settings: {},
  });

  test("is not asked for where Mandrill checks the URL: HEAD, and no events", async () => {
    const answers = (question: ReturnType<typeof asked>) =>
      Promise.all((mandrill.handshakes ?? []).map(async (handshake) => handshake(question)));

    expect(await answers(asked(undefined, "HEAD"))).toContainEqual({ status: 200 });
    expect(await answers(asked([]))).toContainEqual({ status: 200 });
    expect(await answers(asked([{ event: "send" }]))).toEqual([undefined, undefined]);
    expect(await answers(asked({}))).toEqual([undefined, undefined]);
  });
});

describe("Klaviyo's signature over body and header", () => {
  const secret = "0123456789abcdef";
  const at = (offset: number): string => new Date(now.getTime() + offset * 1000).toISOString();
  const bodyOf = (offset = 0): string =>
    JSON.stringify({ data: [{ topic: "a 🎮" }], meta: { timestamp: at(offset) } });
  // Five hours off, as was seen: it is signed as it stands and not looked at.
  const stamp = "Thu, 01 Jan 2026 05:00:00 GMT";
  const documented = (body: string, by = secret): string =>
    createHmac("sha256", by)
      .update(body + stamp)
      .digest("hex");
  const verify = (body: string, headers: Record<string, string>, given: readonly string[] = [secret]) =>
    verifyWebhook(
      klaviyo,
      { method: "POST", url, headers, body: Buffer.from(body) },
      { secrets: given, now },
    );
  const headersOf = (body: string) => ({ "Klaviyo-Signature": documented(body), "Klaviyo-Timestamp": stamp });

  test("verifies, by any of several secrets", async () => {
    expect(await verify(bodyOf(), headersOf(bodyOf()), ["another", secret])).toEqual({
      ok: true,
      secretIndex: 1,
      timestamp: now,
    });
  });

  test("is what we sign", async () => {
    const request = await signWebhook(klaviyo, {
      secret,
      url,
      now,
      headers: { "klaviyo-timestamp": stamp },
      body: bodyOf(-60),
    });

    expect(request.headers["klaviyo-signature"]).toBe(documented(Buffer.from(request.body).toString()));
    expect(await verifyWebhook(klaviyo, request, { secrets: [secret], now })).toMatchObject({ ok: true });
  });

  test("covers the body and the header", async () => {
    const headers = headersOf(bodyOf());

    expect(await verify(`${bodyOf()} `, headers)).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(
      await verify(bodyOf(), { ...headers, "Klaviyo-Timestamp": "Thu, 01 Jan 2026 05:00:01 GMT" }),
    ).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify(bodyOf(), { "Klaviyo-Signature": headers["Klaviyo-Signature"] })).toEqual({
      ok: false,
      reason: "header_missing",
    });
  });

  test.each([
    [-300, { ok: true }],
    [300, { ok: true }],
    [-301, { ok: false, reason: "timestamp_stale" }],
    [301, { ok: false, reason: "timestamp_in_future" }],
  ])("sent %i seconds from now", async (offset, outcome) => {
    expect(await verify(bodyOf(offset), headersOf(bodyOf(offset)))).toMatchObject(outcome);
  });

  test("without a time in the body is refused", async () => {
    expect(await verify("{}", headersOf("{}"))).toEqual({ ok: false, reason: "timestamp_missing" });
  });
});

describe("who proves nothing about the body", () => {
  test("Postmark's user and password", async () => {
    const headers = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` });
    const verify = (given: Record<string, string>) =>
      verifyWebhook(
        postmark,
        { method: "POST", url, headers: given, body: Buffer.from("{}") },
        { secrets: ["old:pass", "shop:wörd"], now },
      );

    expect(await verify(headers("shop:wörd"))).toEqual({ ok: true, secretIndex: 1 });
    expect(await verify(headers("shop:word"))).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify({})).toEqual({ ok: false, reason: "header_missing" });
    expect(await verify({ Authorization: "Bearer x" })).toEqual({ ok: false, reason: "header_malformed" });
  });

  test("Mailchimp's secret in the URL", async () => {
    const verify = (query: string) =>
      verifyWebhook(
        mailchimp,
        { method: "POST", url: `${url}${query}`, headers: {}, body: Buffer.from("type=subscribe") },
        { secrets: ["s3cret"], now },
      );

    expect(await verify("?secret=s3cret")).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify("?secret=s3cre")).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify("")).toEqual({ ok: false, reason: "header_missing" });
    expect(await verify("?secret=s3cret&secret=s3cret")).toEqual({ ok: false, reason: "header_doubled" });
  });

  test("Mailchimp's GET is answered, and a POST never without the secret", async () => {
    const [handshake] = mailchimp.handshakes ?? [];
    const question = (method: string) => ({
      request: { method, url, headers: {}, body: new Uint8Array() },
      url: new URL(url),
      header: () => undefined,
      payload: undefined,
      secrets: [],
      settings: {},
    });

    expect(await handshake?.(question("GET"))).toEqual({ status: 200 });
    expect(await handshake?.(question("POST"))).toBeUndefined();
  });
});

test.each([mailgun, mandrill, postmark, mailchimp, klaviyo])(
  "$id: a sample, signed, verifies",
  async (provider) => {
    const secret = provider.scheme.createSecret(repeatableBytes(provider.id));
    const sample = createSample(provider, { now, random: repeatableBytes("sample") });
    const request = await signWebhook(provider, { secret: secret.sign, url, now, ...sample });

    expect(await verifyWebhook(provider, request, { secrets: [secret.verify], now })).toMatchObject({
      ok: true,
    });
  },
);
