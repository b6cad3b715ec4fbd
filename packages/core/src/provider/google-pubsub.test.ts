import { createSign, generateKeyPairSync } from "node:crypto";
import { OAuth2Client } from "google-auth-library";
import { describe, expect, test } from "vitest";
import { googleToken } from "../scheme/google-token.ts";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { googlePubsub } from "./google-pubsub.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
const settings = {
  audience: "https://hooks.example.com/",
  serviceAccount: "push@acme.iam.gserviceaccount.com",
};
// The library reads the clock by itself.
const now = new Date();
const iat = Math.floor(now.getTime() / 1000);
const url = "https://hooks.example.com/webhooks/source";
const keysUrl = "https://www.googleapis.com/oauth2/v3/certs";

function tokenOf(over: object = {}, header: object = {}): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    aud: settings.audience,
    email: settings.serviceAccount,
    email_verified: true,
    exp: iat + 3600,
    iat,
    iss: "https://accounts.google.com",
    ...over,
  };
  const signed = `${encode({ alg: "RS256", kid: "k1", typ: "JWT", ...header })}.${encode(claims)}`;
  return `${signed}.${createSign("sha256").update(signed).sign(privateKey, "base64url")}`;
}

/** A provider of its own for each test: what was fetched is remembered. */
function verify(token: string, options: { fetch?: typeof fetch; secrets?: string[] } = {}) {
  return verifyWebhook(
    { scheme: googleToken() },
    { method: "POST", url, headers: { Authorization: `Bearer ${token}` }, body: Buffer.from("{}") },
    { secrets: [], now, settings, ...options },
  );
}

const keySet = JSON.stringify({
  keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" }],
});
function fetchOf(page: string) {
  const asked: string[] = [];
  const get: typeof fetch = async (input) => {
    asked.push(new Request(input).url);
    return new Response(page);
  };
  return { get, asked };
}

describe("against google-auth-library", () => {
  const believes = async (token: string): Promise<boolean> => {
    try {
      await new OAuth2Client().verifySignedJwtWithCertsAsync(
        token,
        { k1: pem, sample: pem },
        settings.audience,
        ["https://accounts.google.com"],
      );
      return true;
    } catch {
      return false;
    }
  };

  test("both believe a token, with the key fetched from Google's one address", async () => {
    const { get, asked } = fetchOf(keySet);

    expect(await believes(tokenOf())).toBe(true);
    expect(await verify(tokenOf(), { fetch: get })).toEqual({ ok: true, timestamp: new Date(iat * 1000) });
    expect(asked).toEqual([keysUrl]);
  });

  test.each([
    ["for another audience", { aud: "https://evil.example.com/" }, "signature_mismatch"],
    ["by another issuer", { iss: "https://evil.example.com" }, "signature_mismatch"],
    ["that ran out", { iat: iat - 8000, exp: iat - 4000 }, "timestamp_stale"],
    ["of the future", { iat: iat + 4000, exp: iat + 7000 }, "timestamp_in_future"],
  ])("both refuse one %s", async (_kind, over, reason) => {
    expect(await believes(tokenOf(over))).toBe(false);
    expect(await verify(tokenOf(over), { fetch: fetchOf(keySet).get })).toMatchObject({ ok: false, reason });
  });

  test("what we sign it verifies", async () => {
    const secret = privateKey.export({ format: "pem", type: "pkcs8" }).toString();

    const { headers } = await signWebhook(googlePubsub, { secret, url, body: "{}", now, settings });

    expect(await believes((headers["authorization"] ?? "").slice("Bearer ".length))).toBe(true);
  });
});

describe("a token is refused", () => {
  test.each([
    ["of another service account", { email: "x@evil.iam.gserviceaccount.com" }, {}, "signature_mismatch"],
    ["whose address nobody verified", { email_verified: "true" }, {}, "signature_mismatch"],
    ["that lives too long", { exp: iat + 90_000 }, {}, "timestamp_malformed"],
    ["without a time", { iat: undefined }, {}, "timestamp_missing"],
    ["of no algorithm", {}, { alg: "none" }, "signature_missing"],
    ["of an HMAC", {}, { alg: "HS256" }, "signature_missing"],
    ["of a key that Google has not", {}, { kid: "k2" }, "key_unavailable"],
    ["of no key", {}, { kid: undefined }, "header_malformed"],
  ])("%s", async (_kind, over, header, reason) => {
    const { get } = fetchOf(keySet);

    expect(await verify(tokenOf(over, header), { fetch: get })).toEqual({ ok: false, reason });
  });

  test("that was changed, is no token, or is none at all", async () => {
    const { get } = fetchOf(keySet);
    const [header, , signature] = tokenOf().split(".");
    const claims = tokenOf({ sub: "other" }).split(".")[1];

    expect(await verify(`${header}.${claims}.${signature}`, { fetch: get })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify("a.b", { fetch: get })).toEqual({ ok: false, reason: "header_malformed" });
    expect(await verify(tokenOf())).toEqual({ ok: false, reason: "key_unavailable" });
    expect(await verify(tokenOf(), { fetch: fetchOf("<html>").get })).toEqual({
      ok: false,
      reason: "key_unavailable",
    });
  });
});
