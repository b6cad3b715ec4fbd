import { createHmac, createPublicKey, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { validateSignature as lineValidates } from "@line/bot-sdk";
import { verifyKey } from "discord-interactions";
import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import type { Handshake } from "../provider.ts";
import { freshSecret, type KeyPair, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { discord } from "./discord.ts";
import { intercom } from "./intercom.ts";
import { line } from "./line.ts";
import { meta } from "./meta.ts";
import { msTeamsOutgoing } from "./ms-teams-outgoing.ts";
import { twitch } from "./twitch.ts";
import { viber } from "./viber.ts";
import { webex } from "./webex.ts";
import { xTwitter } from "./x-twitter.ts";
import { zoom } from "./zoom.ts";

const mac = (algorithm: string, key: string | Buffer, ...parts: readonly string[]) => {
  const hmac = createHmac(algorithm, key);
  for (const part of parts) hmac.update(part, "utf8");
  return hmac.digest();
};
const seconds = (at: Date): string => String(at.getTime() / 1000);

function ed25519Pair(): KeyPair {
  const { privateKey } = generateKeyPairSync("ed25519");
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const raw = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  return { verify: raw.toString("hex"), sign: pem };
}

testProvider({
  provider: discord,
  secrets: [ed25519Pair(), ed25519Pair()],
  header: "x-signature-ed25519",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-signature-timestamp": seconds(at),
    "x-signature-ed25519": signBytes(null, Buffer.from(seconds(at) + body), secret).toString("hex"),
  }),
  accepts: ({ body, headers, secret }) =>
    verifyKey(body, headers["x-signature-ed25519"] ?? "", headers["x-signature-timestamp"] ?? "", secret),
});

testProvider({
  provider: line,
  secrets: [freshSecret(), freshSecret()],
  header: "x-line-signature",
  sign: ({ body, secret }) => ({ "x-line-signature": mac("sha256", secret, body).toString("base64") }),
  accepts: ({ body, headers, secret }) => lineValidates(body, secret, headers["x-line-signature"] ?? ""),
});

testProvider({
  provider: viber,
  secrets: [freshSecret(), freshSecret()],
  header: "x-viber-content-signature",
  sign: ({ body, secret }) => ({ "x-viber-content-signature": mac("sha256", secret, body).toString("hex") }),
});

testProvider({
  provider: meta,
  secrets: [freshSecret(), freshSecret()],
  header: "x-hub-signature-256",
  sign: ({ body, secret }) => ({
    "x-hub-signature-256": `sha256=${mac("sha256", secret, body).toString("hex")}`,
  }),
});

testProvider({
  provider: xTwitter,
  secrets: [freshSecret(), freshSecret()],
  header: "x-twitter-webhooks-signature",
  sign: ({ body, secret }) => ({
    "x-twitter-webhooks-signature": `sha256=${mac("sha256", secret, body).toString("base64")}`,
  }),
});

testProvider({
  provider: zoom,
  secrets: [freshSecret(), freshSecret()],
  header: "x-zm-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-zm-request-timestamp": seconds(at),
    "x-zm-signature": `v0=${mac("sha256", secret, "v0:", seconds(at), ":", body).toString("hex")}`,
  }),
});

testProvider({
  provider: intercom,
  secrets: [freshSecret(), freshSecret()],
  header: "x-hub-signature",
  sign: ({ body, secret }) => ({ "x-hub-signature": `sha1=${mac("sha1", secret, body).toString("hex")}` }),
});

testProvider({
  provider: twitch,
  secrets: [freshSecret(), freshSecret()],
  header: "twitch-eventsub-message-signature",
  headers: { "twitch-eventsub-message-id": "e76c6bd4-55c9-4987-8304-da1588d8988b" },
  toleranceSeconds: 600,
  sign: ({ body, secret, at }) => ({
    "twitch-eventsub-message-timestamp": at.toISOString(),
    "twitch-eventsub-message-signature": `sha256=${mac(
      "sha256",
      secret,
      "e76c6bd4-55c9-4987-8304-da1588d8988b",
      at.toISOString(),
      body,
    ).toString("hex")}`,
  }),
});

testProvider({
  provider: webex,
  secrets: [freshSecret(), freshSecret()],
  header: "x-spark-signature",
  sign: ({ body, secret }) => ({ "x-spark-signature": mac("sha1", secret, body).toString("hex") }),
});

testProvider({
  provider: msTeamsOutgoing,
  secrets: [Buffer.from(freshSecret()).toString("base64"), Buffer.from(freshSecret()).toString("base64")],
  header: "authorization",
  sign: ({ body, secret }) => ({
    authorization: `HMAC ${mac("sha256", Buffer.from(secret, "base64"), body).toString("base64")}`,
  }),
});

test("Webex' newer signature is enough, and one that is wrong is not helped by nothing", async () => {
  const body = Buffer.from('{"resource":"messages"}');
  const verify = (headers: Record<string, string>) =>
    verifyWebhook(
      webex,
      { method: "POST", url: "https://hooks.example.com/", headers, body },
      { secrets: ["s3cret"], now: new Date() },
    );
  const digest = mac("sha256", "s3cret", '{"resource":"messages"}').toString("hex");

  expect(await verify({ "X-Webex-Signature": `sha256=${digest}` })).toEqual({ ok: true, secretIndex: 0 });
  expect(await verify({ "X-Webex-Signature": `sha1=${digest}` })).toEqual({
    ok: false,
    reason: "signature_missing",
  });
  expect(await verify({ "X-Spark-Signature": digest })).toEqual({ ok: false, reason: "signature_malformed" });
});

interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly payload?: Json;
  readonly secrets?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

function ask(handshakes: readonly Handshake[] | undefined, asked: Asked) {
  const { method = "POST", url = "https://hooks.example.com/webhooks/source", payload } = asked;
  const question = {
    request: { method, url, headers: {}, body: new Uint8Array() },
    url: new URL(url),
    header: () => undefined,
    payload,
    secrets: asked.secrets ?? ["s3cret"],
    settings: asked.settings ?? {},
  };
  return Promise.all((handshakes ?? []).map(async (handshake) => handshake(question))).then((answers) =>
    answers.find((answer) => answer !== undefined),
  );
}

const plainText = { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" };

describe("Discord's two PINGs, each once its signature is good", () => {
  test("of interactions", async () => {
    expect(await ask(discord.signedHandshakes, { payload: { id: "1", type: 1, token: "t" } })).toEqual({
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"type":1}',
    });
  });

  test("of webhook events", async () => {
    const payload = { version: 1, application_id: "1", type: 0 };

    expect(await ask(discord.signedHandshakes, { payload })).toEqual({
      status: 204,
      headers: { "content-type": "application/json" },
    });
  });

  test.each([{ type: 1, event: { type: "APPLICATION_AUTHORIZED" } }, { type: 2, id: "1" }, null, []])(
    "%j is none",
    async (payload) => {
      expect(await ask(discord.signedHandshakes, { payload })).toBeUndefined();
    },
  );

  test("nothing is answered before the signature is proved", () => {
    expect(discord).not.toHaveProperty("handshakes");
  });
});

describe("Meta's subscription", () => {
  const url =
    "https://hooks.example.com/webhooks/meta?hub.mode=subscribe&hub.challenge=%3Cb%3E1158&hub.verify_token=";
  const settings = { verifyToken: "a long token" };

  test("is confirmed to who knows the token, as plain text", async () => {
    expect(await ask(meta.handshakes, { method: "GET", url: `${url}a+long+token`, settings })).toEqual({
      status: 200,
      headers: plainText,
      body: "<b>1158",
    });
  });

  test.each([
    ["another token", `${url}a+long+toker`, settings],
    ["no token", url, settings],
    ["no token here", url, { verifyToken: "" }],
    ["no setting", `${url}undefined`, {}],
  ])("is refused with %s", async (_kind, asked, given) => {
    expect(await ask(meta.handshakes, { method: "GET", url: asked, settings: given })).toEqual({
      status: 403,
    });
  });

  test("is no POST", async () => {
    expect(await ask(meta.handshakes, { url: `${url}a+long+token`, settings })).toBeUndefined();
  });
});

describe("X's challenge", () => {
  const asked = (token: string): Asked => ({
    method: "GET",
    url: `https://hooks.example.com/webhooks/x?crc_token=${encodeURIComponent(token)}`,
  });

  test("is answered with its HMAC by the newest secret", async () => {
    const answer = await ask(xTwitter.handshakes, asked("Y2Y1YTQ3ZjgtMDk4"));

    expect(JSON.parse(answer?.body ?? "")).toEqual({
      response_token: `sha256=${mac("sha256", "s3cret", "Y2Y1YTQ3ZjgtMDk4").toString("base64")}`,
    });
  });

  test.each(['{"for_user_id":"1"}', "[]", "", " ", "a".repeat(257), '"text"'])(
    "never signs what could be a delivery: %s",
    async (token) => {
      expect(await ask(xTwitter.handshakes, asked(token))).toEqual({ status: 400 });
    },
  );
});

describe("Zoom's question about the URL", () => {
  const validation = (plainToken: Json) => ({ event: "endpoint.url_validation", payload: { plainToken } });

  test("is answered with the token and its HMAC, once its signature is good", async () => {
    const answer = await ask(zoom.signedHandshakes, { payload: validation("qgg8vlvZRS6UYooatFL8Aw") });

    expect(JSON.parse(answer?.body ?? "")).toEqual({
      plainToken: "qgg8vlvZRS6UYooatFL8Aw",
      encryptedToken: mac("sha256", "s3cret", "qgg8vlvZRS6UYooatFL8Aw").toString("hex"),
    });
  });

  test.each([validation('v0:1:{"event":"meeting.started"}'), validation(7), { event: "meeting.started" }])(
    "%j is none",
    async (payload) => {
      expect(await ask(zoom.signedHandshakes, { payload })).toBeUndefined();
    },
  );
});

describe("Twitch's challenge", () => {
  test("is answered as plain text, once its signature is good", async () => {
    const payload = {
      challenge: "pogchamp<b>",
      subscription: { status: "webhook_callback_verification_pending" },
    };

    expect(await ask(twitch.signedHandshakes, { payload })).toEqual({
      status: 200,
      headers: plainText,
      body: "pogchamp<b>",
    });
  });

  test.each([{ event: {}, challenge: "x" }, { challenge: 7 }, null])("%j is none", async (payload) => {
    expect(await ask(twitch.signedHandshakes, { payload })).toBeUndefined();
  });

  test("a subscription that was taken back is told", () => {
    const payload = { subscription: { type: "channel.follow", status: "authorization_revoked" } };
    const request = { method: "POST", url: "", headers: {}, body: new Uint8Array() };

    expect(
      twitch.identify({ payload, whole: payload, index: 0, header: () => undefined, request }).type,
    ).toBe("revocation");
  });
});

test("Intercom's HEAD is answered", async () => {
  expect(await ask(intercom.handshakes, { method: "HEAD" })).toEqual({ status: 200 });
  expect(await ask(intercom.handshakes, { method: "POST" })).toBeUndefined();
});

test("Meta's changes and messages become an event each, with what surrounds them", () => {
  const value = {
    metadata: { phone_number_id: "1" },
    messages: [{ id: "a" }, { id: "b" }],
    statuses: [{ id: "c" }],
  };
  const whole = {
    object: "whatsapp_business_account",
    entry: [
      { id: "1", changes: [{ field: "messages", value }] },
      { id: "2", time: 3, messaging: [{ message: { mid: "d" } }, { read: {} }] },
      { id: "3", uid: "4" },
    ],
  };

  const parts = meta.split?.(whole);

  expect(parts?.map((part) => (part as { entry: unknown }).entry)).toEqual([
    [
      {
        id: "1",
        changes: [{ field: "messages", value: { metadata: value.metadata, messages: [{ id: "a" }] } }],
      },
    ],
    [
      {
        id: "1",
        changes: [{ field: "messages", value: { metadata: value.metadata, messages: [{ id: "b" }] } }],
      },
    ],
    [
      {
        id: "1",
        changes: [{ field: "messages", value: { metadata: value.metadata, statuses: [{ id: "c" }] } }],
      },
    ],
    [{ id: "2", time: 3, messaging: [{ message: { mid: "d" } }] }],
    [{ id: "2", time: 3, messaging: [{ read: {} }] }],
    [{ id: "3", uid: "4" }],
  ]);
});

test("LINE's console checks the URL with no events", () => {
  expect(line.split?.({ destination: "U1", events: [] })).toEqual([]);
});
