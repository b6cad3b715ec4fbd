import { createHash } from "node:crypto";
import { decodeProtectedHeader, exportJWK, generateKeyPair, importSPKI, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook, type VerifyOptions } from "../verify.ts";
import { plaid } from "./plaid.ts";

const now = new Date("2026-01-01T00:00:00Z");
const seconds = now.getTime() / 1000;
const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), alg: "ES256", use: "sig", created_at: 1, expired_at: null };
const url = "https://hooks.example.com/webhooks/plaid";

function hash(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}

/** By jose, as Plaid does. */
function token(
  body: string,
  over: { kid?: string; iat?: number; claims?: Readonly<Record<string, unknown>> } = {},
) {
  return new SignJWT({ request_body_sha256: hash(body), ...over.claims })
    .setProtectedHeader({ alg: "ES256", kid: over.kid ?? "key-1", typ: "JWT" })
    .setIssuedAt(over.iat ?? seconds)
    .sign(privateKey);
}

function verify(jwt: string, body: string, over: Partial<VerifyOptions> = {}) {
  const request = { method: "POST", url, headers: { "Plaid-Verification": jwt }, body: Buffer.from(body) };
  return verifyWebhook(plaid, request, { secrets: [JSON.stringify(jwk)], now, ...over });
}

/** Plaid's endpoint: that key by its id, and what it was asked. */
function publishing(key: unknown, status = 200) {
  const asked: { url: string; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, body: await request.json() });
    return Response.json({ key, request_id: "r" }, { status });
  };
  return { asked, fetch };
}

describe("against jose", () => {
  test.each([...hardBodies, ["nothing", ""] as const])("what it signs verifies: %s", async (_kind, body) => {
    const jwt = await token(body);

    expect(await verify(jwt, body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
    expect(await verify(jwt, `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  test("what we sign it believes", async () => {
    const secret = plaid.scheme.createSecret((size) => new Uint8Array(size));
    const { headers } = await signWebhook(plaid, { secret: secret.sign, url, body: "{}", now });
    const pem = `-----BEGIN PUBLIC KEY-----\n${secret.verify}\n-----END PUBLIC KEY-----`;

    const { payload } = await jwtVerify(headers["plaid-verification"] ?? "", await importSPKI(pem, "ES256"), {
      algorithms: ["ES256"],
      currentDate: now,
    });

    expect(payload).toEqual({ iat: seconds, request_body_sha256: hash("{}") });
  });
});

describe("the key that the token names", () => {
  const account = { secrets: ["client-1:secret-1"] };

  test("is asked for once, at Plaid's own host, as the client", async () => {
    const { asked, fetch } = publishing({ ...jwk, kid: "once" });
    const jwt = await token("{}", { kid: "once" });

    const outcomes = await Promise.all([1, 2, 3].map(() => verify(jwt, "{}", { ...account, fetch })));

    expect(outcomes).toEqual([1, 2, 3].map(() => ({ ok: true, timestamp: now })));
    expect(asked).toEqual([
      {
        url: "https://production.plaid.com/webhook_verification_key/get",
        body: { client_id: "client-1", secret: "secret-1", key_id: "once" },
      },
    ]);
  });

  test("comes from the sandbox where that is set, and from nowhere else", async () => {
    const { asked, fetch } = publishing({ ...jwk, kid: "sand" });
    const jwt = await token("{}", { kid: "sand" });

    expect(
      await verify(jwt, "{}", { ...account, fetch, settings: { environment: "sandbox" } }),
    ).toMatchObject({ ok: true });
    expect(
      await verify(jwt, "{}", { ...account, fetch, settings: { environment: "evil.example.com" } }),
    ).toEqual({
      ok: false,
      reason: "setting_missing",
    });
    expect(asked.map((one) => one.url)).toEqual(["https://sandbox.plaid.com/webhook_verification_key/get"]);
  });

  test.each([
    ["expired", { ...jwk, kid: "expired", expired_at: 2 }],
    ["mislabelled", { ...jwk, kid: "mislabelled", alg: "HS256" }],
    ["another", { ...jwk, kid: "not-another" }],
    ["none", null],
    ["broken", { kid: "broken", alg: "ES256" }],
  ])("is not believed when it is %s", async (kid, key) => {
    const outcome = await verify(await token("{}", { kid }), "{}", { ...account, ...publishing(key) });

    expect(outcome.ok).toBe(false);
  });

  test("cannot be had when Plaid says no, or there is no way to ask", async () => {
    const jwt = await token("{}", { kid: "refused" });

    expect(await verify(jwt, "{}", { ...account, ...publishing({ ...jwk, kid: "refused" }, 400) })).toEqual({
      ok: false,
      reason: "key_unavailable",
    });
    expect(await verify(jwt, "{}", account)).toEqual({ ok: false, reason: "key_unavailable" });
    expect(await verify(jwt, "{}", { secrets: [] })).toEqual({ ok: false, reason: "secret_missing" });
  });
});

describe("the token", () => {
  test("is good for five minutes, either way", async () => {
    const at = async (iat: number) => verify(await token("{}", { iat }), "{}");

    expect(await at(seconds - 300)).toMatchObject({ ok: true });
    expect(await at(seconds - 301)).toEqual({ ok: false, reason: "timestamp_stale", skewSeconds: 301 });
    expect(await at(seconds + 301)).toEqual({ ok: false, reason: "timestamp_in_future", skewSeconds: -301 });
  });

  test("is ES256 and nothing else", async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = encode({ iat: seconds, request_body_sha256: hash("{}") });
    const symmetric = await new SignJWT({ request_body_sha256: hash("{}") })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuedAt(seconds)
      .sign(Buffer.from(JSON.stringify(jwk)));

    expect(await verify(`${encode({ alg: "none" })}.${claims}.`, "{}")).toMatchObject({
      reason: "header_malformed",
    });
    expect(await verify(symmetric, "{}")).toEqual({ ok: false, reason: "header_malformed" });
    expect(decodeProtectedHeader(await token("{}")).alg).toBe("ES256");
  });

  test.each([
    ["header_malformed", "a.b.c"],
    ["header_malformed", "not a token"],
    ["header_empty", ""],
    ["header_oversized", "a".repeat(9000)],
  ] as const)("%s", async (reason, jwt) => {
    expect(await verify(jwt, "{}")).toEqual({ ok: false, reason });
  });

  test("has to name the body and its time", async () => {
    expect(await verify(await token("{}", { claims: { request_body_sha256: 1 } }), "{}")).toMatchObject({
      ok: false,
    });
    expect(await verify(await token("{}", { claims: { request_body_sha256: "" } }), "{}")).toMatchObject({
      ok: false,
    });
    const jwt = await new SignJWT({ request_body_sha256: hash("{}") })
      .setProtectedHeader({ alg: "ES256", kid: "1" })
      .sign(privateKey);
    expect(await verify(jwt, "{}")).toEqual({ ok: false, reason: "timestamp_missing" });
  });

  test.each(["signature", "body"] as const)("tampered %s is refused", async (kind) => {
    const secret = plaid.scheme.createSecret((size) => new Uint8Array(size));
    const good = await signWebhook(plaid, { secret: secret.sign, url, body: '{"a":1}', now });

    const bad = await tamper(plaid, good, kind, { secret: secret.sign, now });

    expect(await verifyWebhook(plaid, bad, { secrets: [secret.verify], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
