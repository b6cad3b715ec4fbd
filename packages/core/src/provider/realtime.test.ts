import { createHash, createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { WebhookHandler } from "@liveblocks/node";
import { WebhookReceiver } from "livekit-server-sdk";
import Pusher from "pusher";
import { Webhook } from "standardwebhooks";
import { StreamChat } from "stream-chat";
import { describe, expect, test } from "vitest";
import { signWebhook } from "../testing/index.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { liveblocks } from "./liveblocks.ts";
import { livekit } from "./livekit.ts";
import { pusher } from "./pusher.ts";
import { segment } from "./segment.ts";
import { stream } from "./stream.ts";

const url = "https://hooks.example.com/webhooks/source";
const now = new Date("2026-01-01T00:00:00Z");
const hex = (algorithm: string, secret: string, body: string): string =>
  createHmac(algorithm, secret).update(body).digest("hex");

testProvider({
  provider: pusher,
  secrets: [freshSecret(), freshSecret()],
  header: "x-pusher-signature",
  headers: { "x-pusher-key": "278d425bdf160c739803", "content-type": "application/json" },
  sign: ({ body, secret }) => ({ "x-pusher-signature": hex("sha256", secret, body) }),
  accepts: ({ body, headers, secret }) =>
    new Pusher({ appId: "1", key: "278d425bdf160c739803", secret, cluster: "eu" })
      .webhook({ headers, rawBody: body })
      .isValid(),
  notAccepted: ["a form", "nothing"], // its library wants JSON
});

testProvider({
  provider: stream,
  secrets: [freshSecret(), freshSecret()],
  header: "x-signature",
  sign: ({ body, secret }) => ({ "x-signature": hex("sha256", secret, body) }),
  accepts: ({ body, headers, secret }) =>
    new StreamChat("key", secret).verifyWebhook(body, headers["x-signature"] ?? ""),
});

test("Stream's gzipped body verifies by what is inside, and is read", async () => {
  const body = '{"type":"message.new","text":"🎮"}';
  const headers = { "x-signature": hex("sha256", "s3cret", body) };
  const packed = gzipSync(body);

  expect(
    await verifyWebhook(stream, { method: "POST", url, headers, body: packed }, { secrets: ["s3cret"], now }),
  ).toEqual({ ok: true, secretIndex: 0 });
  expect(stream.body?.(packed, () => undefined)).toEqual({ type: "message.new", text: "🎮" });
});

test("Stream's body that is broken gzip is refused", async () => {
  const body = gzipSync("{}").subarray(0, 12);
  const headers = { "x-signature": hex("sha256", "s3cret", "{}") };

  expect(
    await verifyWebhook(stream, { method: "POST", url, headers, body }, { secrets: ["s3cret"], now }),
  ).toEqual({
    ok: false,
    reason: "body_malformed",
  });
});

testProvider({
  provider: segment,
  secrets: [freshSecret(), freshSecret()],
  header: "x-signature",
  sign: ({ body, secret }) => ({ "x-signature": hex("sha1", secret, body) }),
});

const base64Secrets = [freshSecret(24), freshSecret(24)].map(
  (text) => `whsec_${Buffer.from(text).toString("base64")}`,
);

testProvider({
  provider: liveblocks,
  secrets: [base64Secrets[0] ?? "", base64Secrets[1] ?? ""],
  header: "webhook-signature",
  headers: { "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek" },
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "webhook-timestamp": String(at.getTime() / 1000),
    "webhook-signature": new Webhook(secret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", at, body),
  }),
});

test("what we sign Liveblocks' own library believes", async () => {
  const body = JSON.stringify({
    type: "roomCreated",
    data: { projectId: "p", roomId: "Zoë 🎮", createdAt: now },
  });
  const at = new Date(); // its library asks the clock itself
  const secret = base64Secrets[0] ?? "";
  const { headers } = await signWebhook(liveblocks, { secret, url, body, now: at });

  expect(new WebhookHandler(secret).verifyRequest({ headers, rawBody: body })).toMatchObject({
    type: "roomCreated",
  });
});

function jwt(claims: object, secret: string, header: object = { alg: "HS256", typ: "JWT" }): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part(header)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const sha256 = (body: string): string => createHash("sha256").update(body).digest("base64");
const seconds = now.getTime() / 1000;

testProvider({
  provider: livekit,
  secrets: [freshSecret(), freshSecret()],
  header: "authorization",
  settings: { apiKey: "APIkey" },
  sign: ({ body, secret, at }) => ({
    authorization: jwt(
      {
        iss: "APIkey",
        iat: at.getTime() / 1000,
        nbf: at.getTime() / 1000,
        exp: at.getTime() / 1000 + 300,
        sha256: sha256(body),
      },
      secret,
    ),
  }),
  accepts: async ({ body, headers, secret }) => {
    // The tolerance bridges the years between the test's clock and the library's own.
    await new WebhookReceiver("APIkey", secret).receive(body, headers["authorization"], false, 1e10);
    return true;
  },
  notAccepted: ["a large integer and duplicate keys", "a form", "nothing"], // its library wants its own JSON
});

describe("LiveKit's token", () => {
  const verify = (claims: object, header?: object, settings: Record<string, string> = {}) =>
    verifyWebhook(
      livekit,
      {
        method: "POST",
        url,
        headers: { authorization: jwt(claims, "s3cret", header) },
        body: Buffer.from("{}"),
      },
      { secrets: ["s3cret"], now, settings },
    );
  const good = { iss: "APIkey", nbf: seconds, exp: seconds + 300, sha256: sha256("{}") };

  test.each([
    ["it expired", { ...good, exp: seconds - 11 }, "timestamp_stale"],
    ["it is not yet good", { ...good, nbf: seconds + 11 }, "timestamp_in_future"],
    ["it never expires", { ...good, exp: undefined }, "timestamp_missing"],
    ["its end is no time", { ...good, exp: "soon" }, "timestamp_malformed"],
    ["it is of another body", { ...good, sha256: sha256("[]") }, "signature_mismatch"],
    ["it is of no body", { ...good, sha256: undefined }, "signature_mismatch"],
  ])("is refused when %s", async (_kind, claims, reason) => {
    expect(await verify(claims)).toMatchObject({ ok: false, reason });
  });

  test.each([
    ["no algorithm", { alg: "none" }],
    ["another algorithm", { alg: "HS512" }],
    ["an extension that is critical", { alg: "HS256", crit: ["b64"], b64: false }],
  ])("is refused with %s", async (_kind, header) => {
    expect(await verify(good, header)).toEqual({ ok: false, reason: "signature_malformed" });
  });

  test("must come from the key that is set, where one is", async () => {
    expect(await verify(good, undefined, { apiKey: "APIkey" })).toMatchObject({ ok: true });
    expect(await verify(good, undefined, { apiKey: "APIother" })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("may be 10 seconds late", async () => {
    expect(await verify({ ...good, exp: seconds - 10 })).toMatchObject({ ok: true });
  });
});

test("Pusher's events are told apart by time and place", () => {
  const whole = {
    time_ms: 1_767_225_600_123,
    events: [
      { name: "channel_vacated", channel: "a" },
      { name: "channel_vacated", channel: "a" },
    ],
  };
  const request = { method: "POST", url, headers: {}, body: new Uint8Array() };

  const ids = pusher
    .split?.(whole)
    .map((payload, index) => pusher.identify({ payload, whole, index, header: () => undefined, request }).id);

  expect(ids).toEqual(["1767225600123:0:channel_vacated:a", "1767225600123:1:channel_vacated:a"]);
});
