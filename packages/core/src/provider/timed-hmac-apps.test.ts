import { createHash, createHmac } from "node:crypto";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import { Signature as HubspotSignature } from "@hubspot/api-client";
import Mux from "@mux/mux-node";
import { encodeSignatureHeader, isValidSignature } from "@sanity/webhook";
import { WorkOS } from "@workos-inc/node";
import { WebhooksManager } from "box-node-sdk/managers/webhooks";
import { v2 as cloudinarySdk } from "cloudinary";
import Retell from "retell-sdk";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebflowClient } from "webflow-api";
import { testProvider, type OracleInput } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { box } from "./box.ts";
import { calendly } from "./calendly.ts";
import { cloudflareStream } from "./cloudflare-stream.ts";
import { cloudinary } from "./cloudinary.ts";
import { elevenlabs } from "./elevenlabs.ts";
import { hubspot } from "./hubspot.ts";
import { mux } from "./mux.ts";
import { persona } from "./persona.ts";
import { retell } from "./retell.ts";
import { sanity } from "./sanity.ts";
import { webflow } from "./webflow.ts";
import { workos } from "./workos.ts";
import { zendesk } from "./zendesk.ts";

const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";
const secrets = ["0f6c7a3e9b1d4852", "another secret, żółw"] as const;
const notJson = ["a form", "nothing"];
// What a body that is read and written again as JSON does not survive.
const notCompact = [
  "CRLF and a trailing line feed",
  "odd spacing",
  "escapes",
  "a large integer and duplicate keys",
  ...notJson,
];

// The libraries read the clock by themselves.
beforeEach(() => vi.useFakeTimers({ now, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const seconds = (at: Date): string => String(Math.floor(at.getTime() / 1000));
const mac = (secret: string, text: string, encoding: "hex" | "base64" = "hex"): string =>
  createHmac("sha256", secret).update(text, "utf8").digest(encoding);

testProvider({
  provider: hubspot,
  secrets,
  header: "x-hubspot-signature-v3",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-hubspot-request-timestamp": String(at.getTime()),
    "x-hubspot-signature-v3": HubspotSignature.getSignature("POST", "v3", {
      signature: "",
      clientSecret: secret,
      requestBody: body,
      url,
      timestamp: at.getTime(),
    }),
  }),
});

testProvider({
  provider: calendly,
  secrets,
  header: "calendly-webhook-signature",
  toleranceSeconds: 180,
  sign: ({ body, secret, at }) => ({
    "calendly-webhook-signature": `t=${seconds(at)},v1=${mac(secret, `${seconds(at)}.${body}`)}`,
  }),
});

testProvider({
  provider: zendesk,
  secrets,
  header: "x-zendesk-webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-zendesk-webhook-signature-timestamp": at.toISOString(),
    "x-zendesk-webhook-signature": mac(secret, at.toISOString() + body, "base64"),
  }),
});

testProvider({
  provider: workos,
  secrets,
  header: "workos-signature",
  toleranceSeconds: 180,
  sign: ({ body, secret, at }) => ({
    "workos-signature": `t=${at.getTime()},v1=${mac(secret, `${at.getTime()}.${body}`)}`,
  }),
  accepts: ({ body, secret, headers }) =>
    new WorkOS("unused").webhooks.verifyHeader({
      payload: JSON.parse(body),
      sigHeader: headers["workos-signature"] ?? "",
      secret,
    }),
  notAccepted: notCompact,
});

testProvider({
  provider: box,
  secrets,
  header: "box-signature-primary",
  toleranceSeconds: 600,
  sign: ({ body, secret, at }) => ({
    "box-delivery-timestamp": at.toISOString(),
    "box-signature-primary": mac(secret, body + at.toISOString(), "base64"),
  }),
  accepts: ({ body, secret, headers }) =>
    WebhooksManager.validateMessage(
      body,
      { ...headers, "box-signature-version": "1", "box-signature-algorithm": "HmacSHA256" },
      secret,
    ),
});

testProvider({
  provider: webflow,
  secrets,
  header: "x-webflow-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-webflow-timestamp": String(at.getTime()),
    "x-webflow-signature": mac(secret, `${at.getTime()}:${body}`),
  }),
  accepts: ({ body, secret, headers }) =>
    new WebflowClient({ accessToken: "unused" }).webhooks.verifySignature({
      headers: { ...headers },
      body,
      secret,
    }),
});

testProvider({
  provider: sanity,
  secrets,
  header: "sanity-webhook-signature",
  toleranceSeconds: 300,
  sign: async ({ body, secret, at }) => ({
    "sanity-webhook-signature":
      body === ""
        ? spelledOut({ body, secret, at })
        : await encodeSignatureHeader(body, at.getTime(), secret),
  }),
  accepts: ({ body, secret, headers }) =>
    isValidSignature(body, headers["sanity-webhook-signature"] ?? "", secret),
  notAccepted: ["nothing"],
});

/** The library refuses to sign an empty body. */
function spelledOut({ body, secret, at }: OracleInput): string {
  const digest = createHmac("sha256", secret).update(`${at.getTime()}.${body}`).digest("base64url");
  return `t=${at.getTime()},v1=${digest}`;
}

testProvider({
  provider: mux,
  secrets,
  header: "mux-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "mux-signature": `t=${seconds(at)},v1=${mac(secret, `${seconds(at)}.${body}`)}`,
  }),
  accepts: async ({ body, secret, headers }) => {
    const sdk = new Mux({ tokenId: "unused", tokenSecret: "unused" });
    await sdk.webhooks.verifySignature(body, { ...headers }, secret);
    return true;
  },
});

testProvider({
  provider: cloudflareStream,
  secrets,
  header: "webhook-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "webhook-signature": `time=${seconds(at)},sig1=${mac(secret, `${seconds(at)}.${body}`)}`,
  }),
});

testProvider({
  provider: elevenlabs,
  secrets,
  header: "elevenlabs-signature",
  toleranceSeconds: 1800,
  sign: ({ body, secret, at }) => ({
    "elevenlabs-signature": `t=${seconds(at)},v0=${mac(secret, `${seconds(at)}.${body}`)}`,
  }),
  accepts: async ({ body, secret, headers }) => {
    const sdk = new ElevenLabsClient({ apiKey: "unused" });
    await sdk.webhooks.constructEvent(body, headers["elevenlabs-signature"] ?? "", secret);
    return true;
  },
  notAccepted: notJson,
});

testProvider({
  provider: retell,
  secrets,
  header: "x-retell-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-retell-signature": `v=${at.getTime()},d=${mac(secret, body + String(at.getTime()))}`,
  }),
  accepts: ({ body, secret, headers }) => Retell.verify(body, secret, headers["x-retell-signature"] ?? ""),
});

testProvider({
  provider: persona,
  secrets,
  header: "persona-signature",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "persona-signature": `t=${seconds(at)},v1=${mac(secret, `${seconds(at)}.${body}`)}`,
  }),
});

testProvider({
  provider: cloudinary,
  secrets,
  header: "x-cld-signature",
  toleranceSeconds: 7200,
  sign: ({ body, secret, at }) => ({
    "x-cld-timestamp": seconds(at),
    "x-cld-signature": createHash("sha256").update(body).update(seconds(at)).update(secret).digest("hex"),
  }),
  accepts: ({ body, secret, headers, at }) => {
    cloudinarySdk.config({ api_secret: secret, signature_algorithm: "sha256" });
    return cloudinarySdk.utils.verifyNotificationSignature(
      body,
      Number(seconds(at)),
      headers["x-cld-signature"] ?? "",
    );
  },
});

const request = (headers: Record<string, string>, at = url) => ({
  method: "POST",
  url: at,
  headers,
  body: Buffer.from("{}"),
});
const options = { secrets: [secrets[0]], now };

test("cloudinary: SHA-1, as an account begins with, is believed too", async () => {
  const digest = createHash("sha1")
    .update(`{}${seconds(now)}${secrets[0]}`)
    .digest("hex");
  const headers = { "X-Cld-Timestamp": seconds(now), "X-Cld-Signature": digest };

  expect(await verifyWebhook(cloudinary, request(headers), options)).toMatchObject({ ok: true });
  expect(
    await verifyWebhook(cloudinary, request({ ...headers, "X-Cld-Timestamp": "1767225599" }), options),
  ).toEqual({ ok: false, reason: "signature_mismatch" });
});

describe("hubspot", () => {
  const signed = (uri: string) => ({
    "X-HubSpot-Request-Timestamp": String(now.getTime()),
    "X-HubSpot-Signature-V3": mac(secrets[0], `POST${uri}{}${now.getTime()}`, "base64"),
  });

  test("some escapes of the URL are decoded before it is signed, others are not", async () => {
    const asSent = `${url}?a=%40b%3A%2F&c=%20d`;

    expect(
      await verifyWebhook(hubspot, request(signed(`${url}?a=@b:/&c=%20d`), asSent), options),
    ).toMatchObject({ ok: true });
    expect(await verifyWebhook(hubspot, request(signed(asSent), asSent), options)).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("the setting `url` stands for the one that a proxy changed", async () => {
    const inside = request(signed(url), "http://10.0.0.7:8080/webhooks/source");

    expect(await verifyWebhook(hubspot, inside, { ...options, settings: { url } })).toMatchObject({
      ok: true,
    });
    expect(await verifyWebhook(hubspot, inside, options)).toMatchObject({ reason: "signature_mismatch" });
  });

  test("the plain hashes of version 1 and 2 never suffice", async () => {
    const hash = createHash("sha256").update(`${secrets[0]}{}`).digest("hex");
    const headers = { "X-HubSpot-Signature": hash, "X-HubSpot-Signature-Version": "v1" };

    expect(await verifyWebhook(hubspot, request(headers), options)).toEqual({
      ok: false,
      reason: "header_missing",
    });
  });
});

test("box: either header verifies with either key, as keys are changed one after the other", async () => {
  const timestamp = "2025-12-31T15:59:00-08:00";
  const headers = {
    "BOX-DELIVERY-TIMESTAMP": timestamp,
    "BOX-SIGNATURE-PRIMARY": mac("new primary", `{}${timestamp}`, "base64"),
    "BOX-SIGNATURE-SECONDARY": mac("old secondary", `{}${timestamp}`, "base64"),
  };

  expect(
    await verifyWebhook(box, request(headers), { secrets: ["old primary", "old secondary"], now }),
  ).toMatchObject({ ok: true, secretIndex: 1 });
});

test("persona: two sets with times of their own, of which one verifies", async () => {
  const set = (secret: string, at: string) => `t=${at},v1=${mac(secret, `${at}.{}`)}`;
  const headers = { "Persona-Signature": `${set("old", "1767225590")} ${set(secrets[0], "1767225591")}` };

  expect(await verifyWebhook(persona, request(headers), options)).toMatchObject({
    ok: true,
    timestamp: new Date(1_767_225_591_000),
  });
});

test("workos: the space after the comma, which it sends, is borne", async () => {
  const headers = { "WorkOS-Signature": `t=${now.getTime()}, v1=${mac(secrets[0], `${now.getTime()}.{}`)}` };

  expect(await verifyWebhook(workos, request(headers), options)).toMatchObject({ ok: true });
});

test("zendesk: the public secret of trial requests is no secret", async () => {
  const trial = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==";
  const timestamp = now.toISOString();
  const headers = {
    "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    "X-Zendesk-Webhook-Signature": mac(trial, `${timestamp}{}`, "base64"),
  };

  expect(await verifyWebhook(zendesk, request(headers), { secrets: [trial], now })).toEqual({
    ok: false,
    reason: "secret_malformed",
  });
});
