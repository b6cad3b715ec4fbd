import { createHash, createHmac } from "node:crypto";
import { verifyWebhookSignature as hookdeckVerify } from "@hookdeck/sdk/webhooks/helpers.js";
import { LinearWebhookClient } from "@linear/sdk/webhooks";
import { signWebhookPayload, verifyWebhookSignature as notionVerify } from "@notionhq/client";
import { verifyPlainWebhook } from "@team-plain/typescript-sdk";
import { jwtVerify, SignJWT } from "jose";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Provider } from "../provider.ts";
import type { SignatureReason } from "../scheme/scheme.ts";
import { plain as plainSamples } from "../sample/plain.ts";
import { createSampleContext } from "../sample/sample.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { testProvider } from "../testing/provider.contract.ts";
import { repeatableBytes, type SignedRequest, signWebhook, tamper } from "../testing/sign-webhook.ts";
import { verifyWebhook } from "../verify.ts";
import { airtable } from "./airtable.ts";
import { asana } from "./asana.ts";
import { bitbucket } from "./bitbucket.ts";
import { buildkite } from "./buildkite.ts";
import { circleci } from "./circleci.ts";
import { clickup } from "./clickup.ts";
import { cursor } from "./cursor.ts";
import { expo } from "./expo.ts";
import { gitlab } from "./gitlab.ts";
import { hookdeck } from "./hookdeck.ts";
import { infisical } from "./infisical.ts";
import { jira } from "./jira.ts";
import { launchdarkly } from "./launchdarkly.ts";
import { linear } from "./linear.ts";
import { monday } from "./monday.ts";
import { netlify } from "./netlify.ts";
import { notion } from "./notion.ts";
import { npmHooks } from "./npm-hooks.ts";
import { pagerduty } from "./pagerduty.ts";
import { plain } from "./plain.ts";
import { planetscale } from "./planetscale.ts";
import { sentry } from "./sentry.ts";
import { supabaseAuthHook } from "./supabase-auth-hook.ts";
import { tailscale } from "./tailscale.ts";
import { taiga } from "./taiga.ts";
import { trello } from "./trello.ts";
import { vercel } from "./vercel.ts";

const now = new Date("2026-01-01T00:00:00Z");
const secret = "a shared secret";
const url = "https://hooks.example.com/webhooks/source";
const id = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

/** Somebody else's knowledge of a provider's signature: its own library, or its documentation in plain code. */
interface Oracle {
  readonly header: string;
  readonly secrets?: readonly [string, string];
  readonly headers?: Readonly<Record<string, string>>;
  readonly sign: (body: string, at: Date) => Headers | Promise<Headers>;
  readonly accepts?: (headers: Headers, body: string) => unknown;
  readonly toleranceSeconds?: number;
  /** Values of the header that are refused over the body `{}`, each with its reason. */
  readonly malformed: readonly (readonly [SignatureReason, string])[];
}
type Headers = Readonly<Record<string, string>>;

function testSignatures(provider: Provider, oracle: Oracle): void {
  const { accepts, header, headers = {}, secrets = [secret, "another secret"] } = oracle;
  testProvider({
    provider,
    header,
    secrets,
    headers,
    sign: ({ body, at }) => oracle.sign(body, at),
    ...(accepts !== undefined && { accepts: (asked) => accepts(asked.headers, asked.body) }),
    ...(oracle.toleranceSeconds !== undefined && { toleranceSeconds: oracle.toleranceSeconds }),
  });

  test.each(oracle.malformed)(`${provider.id}: %s for %s`, async (reason, value) => {
    const given = { ...headers, ...(await oracle.sign("{}", now)), [header]: value };
    const request = { method: "POST", url, headers: given, body: Buffer.from("{}") };

    expect(await verifyWebhook(provider, request, { secrets: secrets.slice(0, 1), now })).toMatchObject({
      ok: false,
      reason,
    });
  });
}

function hmac(algorithm: string, key: string | Buffer, content: string, encoding: "hex" | "base64" = "hex") {
  return createHmac(algorithm, key).update(content, "utf8").digest(encoding);
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

afterEach(() => {
  vi.useRealTimers();
});

/** For libraries that ask the machine for the time. */
function atThatTime<Value>(ask: () => Value): Value {
  vi.useFakeTimers({ toFake: ["Date"], now });
  return ask();
}

/** An HMAC over the body alone, in one header, after a prefix. */
function overBody(
  header: string,
  prefix: string,
  algorithm: "sha1" | "sha256",
  malformed: Oracle["malformed"],
): Oracle {
  return {
    header,
    sign: (body) => ({ [header]: prefix + hmac(algorithm, secret, body) }),
    malformed,
  };
}

const zeros = (bytes: number): string => "00".repeat(bytes);
const bare = (header: string, algorithm: "sha1" | "sha256" = "sha256"): Oracle =>
  overBody(header, "", algorithm, [
    ["signature_mismatch", zeros(algorithm === "sha1" ? 20 : 32)],
    ["signature_malformed", zeros(algorithm === "sha1" ? 32 : 20)],
    ["signature_malformed", `sha256=${zeros(32)}`],
    ["header_oversized", "0".repeat(9000)],
  ]);
const prefixed = (header: string, prefix: string, algorithm: "sha1" | "sha256" = "sha256"): Oracle =>
  overBody(header, prefix, algorithm, [
    ["signature_mismatch", prefix + zeros(algorithm === "sha1" ? 20 : 32)],
    ["signature_malformed", prefix],
    ["signature_malformed", prefix + zeros(algorithm === "sha1" ? 32 : 20)],
    ["header_malformed", zeros(32)],
    ["header_malformed", `${prefix === "sha1=" ? "sha256=" : "sha1="}${zeros(20)}`],
  ]);
const versioned = (header: string): Oracle =>
  overBody(header, "v1=", "sha256", [
    ["signature_mismatch", `v1=${zeros(32)}`],
    ["signature_missing", `v2=${zeros(32)}`],
    ["signature_malformed", `v1=${zeros(20)}`],
  ]);

const overTheBody: readonly (readonly [Provider, Oracle])[] = [
  [bitbucket, prefixed("x-hub-signature", "sha256=")],
  [jira, prefixed("x-hub-signature", "sha256=")],
  [cursor, prefixed("x-webhook-signature", "sha256=")],
  [npmHooks, prefixed("x-npm-signature", "sha256=")],
  [expo, prefixed("expo-signature", "sha1=", "sha1")],
  [sentry, bare("sentry-hook-signature")],
  [launchdarkly, bare("x-ld-signature")],
  [planetscale, bare("x-planetscale-signature")],
  [asana, bare("x-hook-signature")],
  [clickup, bare("x-signature")],
  [vercel, bare("x-vercel-signature", "sha1")],
  [taiga, bare("x-taiga-webhook-signature", "sha1")],
  [pagerduty, versioned("x-pagerduty-signature")],
  [circleci, versioned("circleci-signature")],
];
for (const [provider, oracle] of overTheBody) testSignatures(provider, oracle);

test.each([
  [pagerduty, "x-pagerduty-signature"],
  [circleci, "circleci-signature"],
] as const)("$id: any of several signatures of the version may be right", async (provider, header) => {
  const value = `v1=${zeros(32)},v1=${hmac("sha256", secret, "{}")},v2=${zeros(32)}`;
  const request = { method: "POST", url, headers: { [header]: value }, body: Buffer.from("{}") };

  expect(await verifyWebhook(provider, request, { secrets: [secret], now })).toEqual({
    ok: true,
    secretIndex: 0,
  });
});

testSignatures(buildkite, {
  header: "x-buildkite-signature",
  sign: (body, at) => ({
    "x-buildkite-signature": `timestamp=${seconds(at)},signature=${hmac("sha256", secret, `${seconds(at)}.${body}`)}`,
  }),
  toleranceSeconds: 300,
  malformed: [
    ["signature_missing", `timestamp=${seconds(now)}`],
    ["timestamp_missing", `signature=${zeros(32)}`],
    ["timestamp_malformed", `timestamp=1e9,signature=${zeros(32)}`],
    ["header_malformed", `timestamp=1,timestamp=2,signature=${zeros(32)}`],
  ],
});

testSignatures(tailscale, {
  header: "tailscale-webhook-signature",
  sign: (body, at) => ({
    "tailscale-webhook-signature": `t=${seconds(at)},v1=${hmac("sha256", secret, `${seconds(at)}.${body}`)}`,
  }),
  toleranceSeconds: 300,
  malformed: [
    ["signature_missing", `t=${seconds(now)},v0=${zeros(32)}`],
    ["timestamp_missing", `v1=${zeros(32)}`],
    ["signature_malformed", `t=${seconds(now)},v1=00`],
  ],
});

testSignatures(trello, {
  header: "x-trello-webhook",
  sign: (body) => ({ "x-trello-webhook": hmac("sha1", secret, body + url, "base64") }),
  malformed: [
    ["signature_malformed", "AAAA"],
    ["signature_malformed", hmac("sha1", secret, `{}${url}`)],
    ["signature_mismatch", hmac("sha1", secret, `${url}{}`, "base64")],
  ],
});

test("trello: another URL is refused, unless the setting says which one Trello knows", async () => {
  const headers = { "x-trello-webhook": hmac("sha1", secret, `{}${url}`, "base64") };
  const request = {
    method: "POST",
    url: "http://10.0.0.1/webhooks/source",
    headers,
    body: Buffer.from("{}"),
  };
  const options = { secrets: [secret], now };

  expect(await verifyWebhook(trello, request, options)).toEqual({ ok: false, reason: "signature_mismatch" });
  expect(await verifyWebhook(trello, request, { ...options, settings: { url } })).toMatchObject({ ok: true });
});

const airtableKey = Buffer.alloc(32, 7);
testSignatures(airtable, {
  secrets: [airtableKey.toString("base64"), Buffer.alloc(32, 8).toString("base64")],
  header: "x-airtable-content-mac",
  sign: (body) => ({ "x-airtable-content-mac": `hmac-sha256=${hmac("sha256", airtableKey, body)}` }),
  malformed: [
    ["header_malformed", `sha256=${zeros(32)}`],
    ["signature_malformed", `hmac-sha256=${airtableKey.toString("base64")}`],
  ],
});

testSignatures(notion, {
  header: "x-notion-signature",
  sign: async (body) => ({
    "x-notion-signature": await signWebhookPayload({ body, verificationToken: secret }),
  }),
  accepts: (headers, body) =>
    notionVerify({ body, signature: headers["x-notion-signature"], verificationToken: secret }),
  malformed: [
    ["header_malformed", zeros(32)],
    ["signature_malformed", "sha256=00"],
  ],
});

testSignatures(hookdeck, {
  header: "x-hookdeck-signature",
  sign: (body) => ({ "x-hookdeck-signature": hmac("sha256", secret, body, "base64") }),
  accepts: async (headers, rawBody) => {
    const result = await hookdeckVerify({ headers: { ...headers }, rawBody, signingSecret: secret });
    return result.isValidSignature;
  },
  malformed: [
    ["signature_malformed", zeros(32)],
    ["signature_malformed", "AAAA"],
  ],
});

const key = Buffer.alloc(24, 3).toString("base64");
const otherKey = Buffer.alloc(24, 4).toString("base64");
for (const [provider, prefix] of [
  [gitlab, "whsec_"],
  [supabaseAuthHook, "v1,whsec_"],
] as const) {
  testSignatures(provider, {
    secrets: [prefix + key, prefix + otherKey],
    header: "webhook-signature",
    headers: { "webhook-id": id },
    sign: (body, at) => ({
      "webhook-timestamp": String(seconds(at)),
      "webhook-signature": new Webhook(key).sign(id, at, body),
    }),
    toleranceSeconds: 300,
    malformed: [
      ["signature_missing", "v2,AAAA"],
      ["signature_malformed", "v1,AAAA"],
    ],
  });
}

describe("gitlab: two kinds of secret", () => {
  const headers = { "x-gitlab-token": "the secret token" };
  const request = { method: "POST", url, headers, body: Buffer.from("{}") };
  const verify = (secrets: string[]) => verifyWebhook(gitlab, request, { secrets, now });

  test("the secret token suffices where there is no signing token", async () => {
    expect(await verify(["the secret token"])).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify(["new", "the secret token"])).toEqual({ ok: true, secretIndex: 1 });
    expect(await verify(["another"])).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  test("and not where there is one", async () => {
    expect(await verify(["the secret token", `whsec_${key}`])).toEqual({
      ok: false,
      reason: "header_missing",
    });
  });
});

/** Bodies in which the signed time itself stands. */
const objects = hardBodies.filter(([, body]) => body.startsWith("{"));

interface Stamped {
  readonly header: string;
  readonly fields: (at: Date) => object;
  readonly write: (signature: string, at: Date) => string;
  readonly toleranceSeconds: number;
  readonly accepts?: (headers: Headers, body: Uint8Array) => unknown;
}

function testStamped(
  provider: Provider,
  { header, fields, write, toleranceSeconds, accepts }: Stamped,
): void {
  const theirs = (body: string, at = now): SignedRequest => {
    const stamped = JSON.stringify({ ...(JSON.parse(body) as object), ...fields(at) }, null, 1); // safe: an object
    const headers = { [header]: write(hmac("sha256", secret, stamped), at) };
    return { method: "POST", url, headers, body: Uint8Array.from(Buffer.from(stamped)) };
  };
  const verify = (request: SignedRequest, secrets = [secret]) =>
    verifyWebhook(provider, request, { secrets, now });
  const later = (secondsLater: number): Date => new Date(now.getTime() + secondsLater * 1000);

  describe(`${provider.id}: the time is in the signed body`, () => {
    test.each(objects)("what is signed by the documentation verifies: %s", async (_kind, body) => {
      expect(await verify(theirs(body))).toEqual({ ok: true, secretIndex: 0, timestamp: now });
    });

    test.each(objects)("what we sign verifies: %s", async (_kind, body) => {
      const ours = await signWebhook(provider, { secret, url, body, now });

      expect(await verify(ours)).toMatchObject({ ok: true });
      expect(accepts === undefined || accepts(ours.headers, ours.body)).toBe(true);
    });

    test("another body, secret or time is refused", async () => {
      const good = theirs("{}");
      const changed = { ...good, body: Uint8Array.from([...good.body, 0x20]) };
      const stale = await tamper(
        provider,
        await signWebhook(provider, { secret, url, body: "{}", now }),
        "clock",
        {
          secret,
          now,
        },
      );

      expect(await verify(changed)).toEqual({ ok: false, reason: "signature_mismatch" });
      expect(await verify(good, ["another", secret])).toMatchObject({ ok: true, secretIndex: 1 });
      expect(await verify(good, ["another"])).toEqual({ ok: false, reason: "signature_mismatch" });
      expect(await verify(good, [])).toEqual({ ok: false, reason: "secret_missing" });
      expect(await verify(stale)).toMatchObject({ ok: false, reason: "timestamp_stale" });
    });

    test.each([
      ["header_missing", {}],
      ["header_empty", { [header]: "" }],
      ["signature_malformed", { [header]: write(zeros(20), now) }],
      ["header_oversized", { [header]: "0".repeat(9000) }],
    ] as const)("%s", async (reason, headers) => {
      expect(await verify({ ...theirs("{}"), headers })).toEqual({ ok: false, reason });
    });

    test.each([
      [-toleranceSeconds, { ok: true }],
      [toleranceSeconds, { ok: true }],
      [-toleranceSeconds - 1, { ok: false, reason: "timestamp_stale" }],
      [toleranceSeconds + 1, { ok: false, reason: "timestamp_in_future" }],
    ] as const)("%i seconds off: %j", async (off, outcome) => {
      expect(await verify(theirs("{}", later(off)))).toMatchObject(outcome);
    });
  });
}

testStamped(linear, {
  header: "linear-signature",
  fields: (at) => ({ webhookTimestamp: at.getTime() }),
  write: (signature) => signature,
  toleranceSeconds: 60,
  accepts: (headers, body) =>
    atThatTime(() =>
      new LinearWebhookClient(secret).verify(Buffer.from(body), headers["linear-signature"] ?? ""),
    ),
});

testStamped(infisical, {
  header: "x-infisical-signature",
  fields: (at) => ({ timestamp: at.getTime() }),
  write: (signature, at) => `t=${at.getTime()};${signature}`,
  toleranceSeconds: 300,
});

testStamped(plain, {
  header: "plain-request-signature",
  fields: (at) => ({ webhookMetadata: { webhookDeliveryAttemptTimestamp: at.toISOString() } }),
  write: (signature) => signature,
  toleranceSeconds: 300,
});

test.each(["Do you ship?", "Zoë 👩‍🚀 𝒳 \u2028", '"\\u00e9\\/'])(
  "plain: its own library believes what we sign, and reads it: %s",
  async (title) => {
    const context = createSampleContext(now, repeatableBytes(title));
    const { payload } = plainSamples.events["thread.thread_created"](context);
    const body = JSON.stringify(payload, null, 2).replace(
      '"Do you ship to the north?"',
      JSON.stringify(title),
    );

    const { headers, body: sent } = await signWebhook(plain, { secret, url, body, now });

    const signature = headers["plain-request-signature"] ?? "";
    const result = atThatTime(() =>
      verifyPlainWebhook(Buffer.from(sent).toString("utf8"), signature, secret),
    );
    expect(result).toMatchObject({ data: { payload: { thread: { title } } } });
  },
);

test.each([
  [linear, "linear-signature", { webhookTimestamp: undefined }, "timestamp_missing"],
  [linear, "linear-signature", { webhookTimestamp: "soon" }, "timestamp_malformed"],
  [infisical, "x-infisical-signature", { timestamp: -1 }, "timestamp_malformed"],
  [plain, "plain-request-signature", { webhookMetadata: {} }, "timestamp_missing"],
] as const)("$id: a signed body without its time is refused", async (provider, header, fields, reason) => {
  const body = JSON.stringify(fields);
  const value = (header === "x-infisical-signature" ? "t=1;" : "") + hmac("sha256", secret, body);
  const request = { method: "POST", url, headers: { [header]: value }, body: Buffer.from(body) };

  expect(await verifyWebhook(provider, request, { secrets: [secret], now })).toEqual({ ok: false, reason });
});

const encoded = new TextEncoder().encode(secret);
function jwt(claims: Record<string, unknown>, algorithm = "HS256"): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm, typ: "JWT" }).sign(encoded);
}
function unsecured(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

function netlifyClaims(body: string | Uint8Array): Record<string, string> {
  return { iss: "netlify", sha256: createHash("sha256").update(body).digest("hex") };
}

testSignatures(netlify, {
  header: "x-webhook-signature",
  sign: async (body) => ({ "x-webhook-signature": await jwt(netlifyClaims(body)) }),
  accepts: async (headers, body) => {
    const { payload } = await jwtVerify(headers["x-webhook-signature"] ?? "", encoded, {
      algorithms: ["HS256"],
      issuer: "netlify",
      currentDate: now,
    });
    return payload["sha256"] === netlifyClaims(body)["sha256"];
  },
  malformed: [
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured(netlifyClaims("{}"))],
    ["signature_malformed", await jwt(netlifyClaims("{}"), "HS512")],
    ["signature_mismatch", await jwt({ ...netlifyClaims("{}"), iss: "other" })],
    ["signature_mismatch", await jwt({ iss: "netlify" })],
    ["signature_mismatch", await jwt(netlifyClaims("[]"))],
    ["timestamp_stale", await jwt({ ...netlifyClaims("{}"), exp: seconds(now) - 60 })],
  ],
});

const otherAlgorithm = await jwt({ exp: seconds(now) + 300 }, "HS512");
const endless = await jwt({ userId: 1 });
const expired = await jwt({ exp: seconds(now) - 60 });

describe("monday.com: a token that goes with any body", () => {
  const verify = (authorization: string, secrets = [secret], at = url) => {
    const request = { method: "POST", url: at, headers: { authorization }, body: Buffer.from("{}") };
    return verifyWebhook(monday, request, { secrets, now });
  };

  test("jose's verifies, and jose believes ours", async () => {
    const theirs = await jwt({ exp: seconds(now) + 300, userId: 1 });
    const ours = await signWebhook(monday, { secret, url, body: "{}", now });
    const options = { algorithms: ["HS256"], currentDate: now };

    expect(await verify(theirs)).toMatchObject({ ok: true, secretIndex: 0 });
    expect(await verify(theirs, ["another", secret])).toMatchObject({ ok: true, secretIndex: 1 });
    await expect(jwtVerify(ours.headers["authorization"] ?? "", encoded, options)).resolves.toBeDefined();
  });

  test.each([
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured({ exp: seconds(now) + 300 })],
    ["signature_malformed", otherAlgorithm],
    ["timestamp_missing", endless],
    ["timestamp_stale", expired],
    ["header_empty", ""],
  ])("%s: %s", async (reason, authorization) => {
    expect(await verify(authorization)).toMatchObject({ ok: false, reason });
  });

  test("another secret is refused", async () => {
    expect(await verify(await jwt({ exp: seconds(now) + 300 }), ["another"])).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("a board's webhook has the secret in its URL", async () => {
    const board = (token: string) => ({
      method: "POST",
      url: `${url}?token=${token}`,
      headers: {},
      body: Buffer.from("{}"),
    });

    expect(await verifyWebhook(monday, board("s3cret"), { secrets: ["s3cret"], now })).toMatchObject({
      ok: true,
    });
    expect(await verifyWebhook(monday, board("other"), { secrets: ["s3cret"], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
