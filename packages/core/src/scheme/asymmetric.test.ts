import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import { verifyWebhook } from "../verify.ts";
import { asymmetric, type AsymmetricAlgorithm } from "./asymmetric.ts";
import type { Scheme } from "./scheme.ts";

function verify(
  scheme: Scheme,
  headers: Record<string, string>,
  body: string | Uint8Array,
  secrets: string[],
  now = new Date(0),
) {
  const request = { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from(body) };
  return verifyWebhook({ scheme }, request, { secrets, now });
}

describe("published values", () => {
  test("RFC 8032, test 2, with bare hexadecimal bytes", async () => {
    const scheme = asymmetric({ algorithm: "ed25519", keyEncoding: "hex", signature: "x-signature-ed25519" });
    const key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const signature =
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

    expect(await verify(scheme, { "x-signature-ed25519": signature }, Buffer.from([0x72]), [key])).toEqual({
      ok: true,
      secretIndex: 0,
    });
  });

  test("SendGrid's own example", async () => {
    const scheme = asymmetric({
      algorithm: "ecdsa-p256-sha256",
      signature: "x-twilio-email-event-webhook-signature",
      encoding: "base64",
      content: "{timestamp}{body}",
      timestamp: { header: "x-twilio-email-event-webhook-timestamp", unit: "seconds" },
    });
    const key =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    const headers = {
      "x-twilio-email-event-webhook-signature":
        "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=",
      "x-twilio-email-event-webhook-timestamp": "1600112502",
    };
    const event = {
      email: "hello@world.com",
      event: "dropped",
      reason: "Bounced Address",
      sg_event_id: "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
      sg_message_id: "LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",
      "smtp-id": "<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>",
      timestamp: 1600112492,
    };
    const body = `${JSON.stringify([event])}\r\n`;
    const now = new Date(1_600_112_510_000);

    expect(await verify(scheme, headers, body, [key], now)).toMatchObject({ ok: true });
    expect(await verify(scheme, headers, body.trim(), [key], now)).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});

const pairs = {
  ed25519: generateKeyPairSync("ed25519"),
  "ecdsa-p256-sha256": generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  "ecdsa-p256-sha256-p1363": generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  "ecdsa-p256-sha1": generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  "rsa-sha256": generateKeyPairSync("rsa", { modulusLength: 2048 }),
  "rsa-sha1": generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const algorithms: readonly AsymmetricAlgorithm[] = [
  "ed25519",
  "ecdsa-p256-sha256",
  "ecdsa-p256-sha256-p1363",
  "ecdsa-p256-sha1",
  "rsa-sha256",
  "rsa-sha1",
];

describe.each(algorithms)("%s", (algorithm) => {
  const scheme = asymmetric({ algorithm, signature: "x-sig", encoding: "base64" });
  const { publicKey, privateKey } = pairs[algorithm];
  const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
  const der = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const digest = { ed25519: null, "rsa-sha1": "sha1", "ecdsa-p256-sha1": "sha1" }[algorithm as string];
  const signature = sign(digest === undefined ? "sha256" : digest, Buffer.from("{}"), {
    key: privateKey,
    dsaEncoding: algorithm.endsWith("p1363") ? "ieee-p1363" : "der",
  }).toString("base64");

  test("verifies what node:crypto signs, the key as PEM or DER", async () => {
    expect(await verify(scheme, { "x-sig": signature }, "{}", [pem])).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify(scheme, { "x-sig": signature }, "{}", [der])).toEqual({ ok: true, secretIndex: 0 });
  });

  test("refuses another body, another key and a broken signature", async () => {
    const other = scheme.createSecret(randomBytes).verify;

    expect(await verify(scheme, { "x-sig": signature }, "{} ", [pem])).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verify(scheme, { "x-sig": signature }, "{}", [other])).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verify(scheme, { "x-sig": "AAAA" }, "{}", [pem])).toMatchObject({ ok: false });
    expect(await verify(scheme, { "x-sig": `${signature}, ${signature}` }, "{}", [pem])).toMatchObject({
      reason: "signature_malformed",
    });
  });

  test("verifies what it signs with a key it made, among others", async () => {
    const secret = scheme.createSecret(randomBytes);
    const draft = { method: "POST", url: "https://hooks.example.com/", headers: {}, body: Buffer.from("{}") };

    const signed = await scheme.sign({ ...draft, secret: secret.sign, now: new Date(0), settings: {} });

    expect(await verify(scheme, { ...signed.headers }, "{}", [pem, secret.verify])).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });
});

test.each(["garbage", "AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "é"])(
  "%j is a malformed secret, not an exception",
  async (secret) => {
    const scheme = asymmetric({ algorithm: "rsa-sha256", signature: "x-sig", encoding: "base64" });

    expect(await verify(scheme, { "x-sig": "AAAA" }, "{}", [secret])).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  },
);

test("a key of another algorithm is a malformed secret", async () => {
  const scheme = asymmetric({ algorithm: "ecdsa-p256-sha256", signature: "x-sig", encoding: "base64" });
  const curve = generateKeyPairSync("ec", { namedCurve: "secp384r1" }).publicKey;

  for (const key of [curve, pairs.ed25519.publicKey, pairs["rsa-sha256"].publicKey]) {
    const pem = key.export({ format: "pem", type: "spki" }).toString();
    expect(await verify(scheme, { "x-sig": "AAAA" }, "{}", [pem])).toEqual({
      ok: false,
      reason: "secret_malformed",
    });
  }
});

test("signing without a private key says what it takes", () => {
  const scheme = asymmetric({ algorithm: "ed25519", signature: "x-sig" });
  const draft = { method: "POST", url: "https://hooks.example.com/", headers: {}, body: Buffer.from("{}") };

  expect(() => scheme.sign({ ...draft, secret: "whsec_x", now: new Date(0), settings: {} })).toThrow(
    ConfigError,
  );
});
