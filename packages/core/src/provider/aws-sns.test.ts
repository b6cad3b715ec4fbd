import { createVerify, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import https from "node:https";
import { Readable } from "node:stream";
import MessageValidator from "sns-validator";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Json } from "../event.ts";
import { createIntake } from "../ingest/intake.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { awsSns } from "./aws-sns.ts";

/** Made for these tests: named for SNS, and by nobody of importance. Its key signed what is in test/vectors. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIDVTCCAj2gAwIBAgIUd0IA5/JkQsQkkjTNsYZ3tCbj41owDQYJKoZIhvcNAQEL
BQAwOjELMAkGA1UEBhMCVVMxDzANBgNVBAoMBkFtYXpvbjEaMBgGA1UEAwwRc25z
LmFtYXpvbmF3cy5jb20wHhcNMjYxMTIwMjMyMjUzWhcNMzYxMTE3MjMyMjUzWjA6
MQswCQYDVQQGEwJVUzEPMA0GA1UECgwGQW1hem9uMRowGAYDVQQDDBFzbnMuYW1h
em9uYXdzLmNvbTCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAPFXJ9Tl
vqYQVNGjIfXUbTaUg49XZaX71uX4hSjZLDT1fuqDBRGAWejJpKt4cjh3Qk/bI9Jy
MPaxg7IcuW+x3AJYY7jO16hPmd2YOMStfNBy2xjYNIjN6LOoL0Cxoz1PM0daOAfN
n80FZRS3mAUvF+uAuqRICWoTMtV2f3UQWp8NPbeiFIYmv5OqP0uq1Oq5Bn2SiMeC
ctKFndT9OoeUGZLZBZ/kxLk6k1eBCFsqk4m1uVD4jawO+roKUgZEJILtfuNRwUvh
nCCk7zb0MQTJAlRm2VwaO1XFBjagdQk9XU9uNkoHosyFlzVPVanp9yw/xrCl3oJJ
Xhj4YT60Siz25LMCAwEAAaNTMFEwHQYDVR0OBBYEFGURpxcQ6tEkagYCM1rqhK0o
sUEMMB8GA1UdIwQYMBaAFGURpxcQ6tEkagYCM1rqhK0osUEMMA8GA1UdEwEB/wQF
MAMBAf8wDQYJKoZIhvcNAQELBQADggEBAKS+o6FOGU0kSXidzIdrS5RcssyRH9bx
5to2ZERZOtp7HXVTrRdf+p9Q9SGPANr39NI9mZ5x0qZqKUq+S7TrAHD/YkVxZ5gD
g8nvcrWiEBPnvtcXwJx0xA75xQdbJZa9grDVTFC5avlWMgGqZnQIwihz291hJAGW
PPu6OkFtZq48XwaZrCfHpNziHIo6LJMGZKtnY5alhG6jcHWzIrWxUuiP6oUWqlDZ
J4iR5HBsx0pVCjYNyT6aJp04nh97CNPGBdXzT0l1gpxXWhbrhJprrAa8gMTk0lXy
CV9Yxus3raU5LOl8bKoHkIw2okZHkFRX808Yb2JWMHcut8oCtc5R9V4=
-----END CERTIFICATE-----
`;
const settings = { topicArn: "arn:aws:sns:eu-central-1:123456789012:orders" };
const now = new Date("2027-01-01T00:00:05Z");
const url = "https://hooks.example.com/webhooks/source";
const host = "https://sns.eu-central-1.amazonaws.com";
const certificateUrl = `${host}/SimpleNotificationService-01d088a6f77103d0fe307c0069e40ed6.pem`;

const file = new URL("../../../../test/vectors/aws-sns.json", import.meta.url);
// safe: our own file, looked at by test/providers.test.ts
const recorded = JSON.parse(readFileSync(file, "utf8")) as {
  deliveries: readonly { name: string; request: { body: string } }[];
};
const bodyOf = (name: string): string =>
  recorded.deliveries.find((delivery) => delivery.name === name)?.request.body ?? "";
const notification = bodyOf("a notification, version 2");
const confirmation = bodyOf("a confirmation of a subscription");

/** A fetch that knows some addresses, and keeps what it was asked. */
function fetchOf(pages: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const get: typeof fetch = async (input) => {
    const address = new Request(input).url;
    asked.push(address);
    const page = pages[address];
    return page === undefined ? new Response("", { status: 404 }) : new Response(page);
  };
  return { get, asked };
}

/** A source of its own for each test: what was fetched is remembered by the provider. */
async function freshSns() {
  const { snsScheme } = await import("../scheme/sns.ts");
  return { scheme: snsScheme() };
}

const verify = async (body: string, get: typeof fetch | undefined, at = now) =>
  verifyWebhook(
    await freshSns(),
    { method: "POST", url, headers: { "content-type": "text/plain" }, body: Buffer.from(body) },
    { secrets: [], now: at, settings, ...(get !== undefined && { fetch: get }) },
  );

describe("the certificate", () => {
  test("is fetched from the topic's host, and verifies", async () => {
    const { get, asked } = fetchOf({ [certificateUrl]: certificate });

    expect(await verify(notification, get)).toEqual({
      ok: true,
      timestamp: new Date("2027-01-01T00:00:00Z"),
    });
    expect(asked).toEqual([certificateUrl]);
  });

  test("is fetched once for many messages", async () => {
    const { get, asked } = fetchOf({ [certificateUrl]: certificate });
    const sns = await freshSns();
    const request = { method: "POST", url, headers: {}, body: Buffer.from(notification) };
    const options = { secrets: [], now, settings, fetch: get };

    await Promise.all([1, 2, 3].map(() => verifyWebhook(sns, request, options)));
    await verifyWebhook(sns, request, options);

    expect(asked).toHaveLength(1);
  });

  test.each([
    "https://evil.example.com/SimpleNotificationService-01d088a6f77103d0fe307c0069e40ed6.pem",
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-01d088a6f77103d0fe307c0069e40ed6.pem",
    "https://sns.eu-central-1.amazonaws.com.evil.example.com/SimpleNotificationService-01.pem",
    "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-01.pem",
    "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-01.pem",
    "https://sns.eu-central-1.amazonaws.com@evil.example.com/SimpleNotificationService-01.pem",
    "https://user@sns.eu-central-1.amazonaws.com/SimpleNotificationService-01.pem",
    "https://sns.eu-central-1.amazonaws.com/other.pem",
    "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-01.pem?x=.pem",
    "not a url",
  ])("is asked from nowhere else: %s", async (other) => {
    const { get, asked } = fetchOf({});
    const body = JSON.stringify({ ...JSON.parse(notification), SigningCertURL: other });

    expect(await verify(body, get)).toEqual({ ok: false, reason: "url_malformed" });
    expect(asked).toEqual([]);
  });

  test("has to be there, to be one, and to be valid", async () => {
    const late = new Date("2090-01-01T00:00:00Z");
    const { get } = fetchOf({ [certificateUrl]: certificate });

    expect(await verify(notification, undefined)).toEqual({ ok: false, reason: "key_unavailable" });
    expect(await verify(notification, fetchOf({}).get)).toEqual({ ok: false, reason: "key_unavailable" });
    expect(await verify(notification, fetchOf({ [certificateUrl]: "nothing" }).get)).toEqual({
      ok: false,
      reason: "key_unavailable",
    });
    expect(await verify(notification, get, late)).toEqual({ ok: false, reason: "key_unavailable" });
  });

  test("is looked at each time: one that is remembered may have run out", async () => {
    const { get, asked } = fetchOf({ [certificateUrl]: certificate });
    const sns = await freshSns();
    const request = { method: "POST", url, headers: {}, body: Buffer.from(notification) };
    const justBefore = new Date("2036-11-17T23:22:52Z");
    const justAfter = new Date("2036-11-17T23:22:54Z");
    const at = (time: Date) =>
      verifyWebhook(sns, request, { secrets: [], now: time, settings, fetch: get, toleranceSeconds: 4e8 });

    expect(await at(justBefore)).toMatchObject({ ok: true });
    expect(await at(justAfter)).toEqual({ ok: false, reason: "key_unavailable" });
    expect(asked).toEqual([certificateUrl]);
  });

  test("is not fetched for another topic", async () => {
    const { get, asked } = fetchOf({ [certificateUrl]: certificate });

    expect(await verify(bodyOf("signed rightly, of somebody else’s topic"), get)).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(asked).toEqual([]);
  });
});

describe("against sns-validator", () => {
  // It fetches by itself: the edge is Node's own client.
  beforeAll(() => {
    vi.spyOn(https, "get").mockImplementation((...given: unknown[]) => {
      const [asked, answer] = given;
      const response = Object.assign(Readable.from([certificate]), {
        statusCode: asked === certificateUrl ? 200 : 404,
      });
      if (typeof answer === "function") answer(response);
      return new Readable() as unknown as ReturnType<typeof https.get>; // safe: only `on("error")` is asked of it
    });
  });
  afterAll(() => vi.restoreAllMocks());

  const believes = (body: string): Promise<boolean> =>
    new Promise((resolve) => {
      new MessageValidator().validate(body, (error) => resolve(error === null));
    });

  test.each([
    "a notification, version 2",
    "a notification, version 1, without a subject",
    "a confirmation of a subscription",
  ])("both believe %s", async (name) => {
    const { get } = fetchOf({ [certificateUrl]: certificate });

    expect(await believes(bodyOf(name))).toBe(true);
    expect(await verify(bodyOf(name), get)).toMatchObject({ ok: true });
  });

  test("both refuse another message", async () => {
    const { get } = fetchOf({ [certificateUrl]: certificate });
    const other = notification.replace("world", "World");

    expect(await believes(other)).toBe(false);
    expect(await verify(other, get)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

test("what we sign is what AWS's page says", async () => {
  const secret = awsSns.scheme.createSecret(randomBytes);
  const sent = { ...JSON.parse(notification), Subject: undefined, Signature: "" };

  const { body } = await signWebhook(awsSns, {
    secret: secret.sign,
    url,
    now,
    settings,
    body: JSON.stringify(sent),
  });

  const { Message, MessageId, Timestamp, TopicArn, Type, Signature } = JSON.parse(
    Buffer.from(body).toString(),
  );
  const text = `Message\n${Message}\nMessageId\n${MessageId}\nTimestamp\n${Timestamp}\nTopicArn\n${TopicArn}\nType\n${Type}\n`;
  const key = `-----BEGIN PUBLIC KEY-----\n${secret.verify}\n-----END PUBLIC KEY-----`;
  expect(createVerify("sha256").update(text).verify(key, Signature, "base64")).toBe(true);
});

describe("a confirmation", () => {
  const ask = (body: string, get?: typeof fetch) =>
    awsSns.signedHandshakes?.[0]?.({
      request: { method: "POST", url, headers: {}, body: Buffer.from(body) },
      url: new URL(url),
      header: () => undefined,
      payload: JSON.parse(body) as Json, // safe: what JSON.parse gives
      secrets: [],
      settings,
      ...(get !== undefined && { fetch: get }),
    });
  const { SubscribeURL: subscribeUrl } = JSON.parse(confirmation);

  test("is made by asking the address that it names, on the topic's own host", async () => {
    const { get, asked } = fetchOf({ [subscribeUrl]: "<ConfirmSubscriptionResponse/>" });

    expect(await ask(confirmation, get)).toEqual({ status: 200 });
    expect(asked).toEqual([subscribeUrl]);
  });

  test("is put off when that fails, and never goes anywhere else", async () => {
    const elsewhere = JSON.stringify({
      ...JSON.parse(confirmation),
      SubscribeURL: "https://10.0.0.7/latest",
    });
    const { get, asked } = fetchOf({ "https://10.0.0.7/latest": "secret" });

    expect(await ask(elsewhere, get)).toEqual({ status: 503 });
    expect(asked).toEqual([]);
    expect(await ask(confirmation, fetchOf({}).get)).toEqual({ status: 503 });
    expect(await ask(confirmation)).toEqual({ status: 503 });
  });

  test("is made once the certificate that was fetched has proved the question, and not before", async () => {
    const provider = { ...awsSns, ...(await freshSns()) };
    const router = defineRouter({ sources: { source: source(provider, { settings }) }, consumers: {} });
    const { get, asked } = fetchOf({
      [certificateUrl]: certificate,
      [subscribeUrl]: "<ConfirmSubscriptionResponse/>",
    });
    const intake = createIntake({ router, secrets: () => [], now: () => now, fetch: get });
    const send = (body: string) =>
      intake("source", { method: "POST", url, headers: {}, body: Buffer.from(body) });

    expect(
      await send(confirmation.replace("Action=ConfirmSubscription", "Action=ConfirmSubscriptions")),
    ).toMatchObject({ kind: "refused" });
    expect(asked).not.toContain(subscribeUrl);
    expect(await send(confirmation)).toEqual({ kind: "handshake", answer: { status: 200 } });
    expect(asked).toEqual([certificateUrl, subscribeUrl]);
  });

  test("a notification asks nothing", async () => {
    expect(await ask(notification)).toBeUndefined();
  });
});
