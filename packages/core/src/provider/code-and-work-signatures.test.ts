import { createHash, createHmac } from "node:crypto";
import { verifyWebhookSignature as hookdeckVerify } from "@hookdeck/sdk/webhooks/helpers";
import { LinearWebhookClient } from "@linear/sdk/webhooks";
import { signWebhookPayload, verifyWebhookSignature as notionVerify } from "@notionhq/client";
import { verifyPlainWebhook } from "@team-plain/typescript-sdk";
import { jwtVerify, SignJWT } from "jose";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Provider } from "../provider.ts";
import { plain as plainSamples } from "../sample/plain.ts";
import { createSampleContext } from "../sample/sample.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { type SignatureOracle, testSignatures } from "../testing/signature.contract.ts";
import { repeatableBytes, signWebhook } from "../testing/sign-webhook.ts";
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
const shared = { secret: { verify: secret, sign: secret }, otherSecret: "another secret" };
const url = "https://hooks.example.com/webhooks/source";
const id = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

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
  malformed: SignatureOracle["malformed"],
): SignatureOracle {
  return {
    name: "the documented scheme in node:crypto",
    ...shared,
    header,
    sign: (body) => ({ headers: { [header]: prefix + hmac(algorithm, secret, body) } }),
    malformed,
  };
}

const zeros = (bytes: number): string => "00".repeat(bytes);
const bare = (header: string, algorithm: "sha1" | "sha256" = "sha256"): SignatureOracle =>
  overBody(header, "", algorithm, [
    ["signature_mismatch", zeros(algorithm === "sha1" ? 20 : 32)],
    ["signature_malformed", zeros(algorithm === "sha1" ? 32 : 20)],
    ["signature_malformed", `sha256=${zeros(32)}`],
    ["header_oversized", "0".repeat(9000)],
  ]);
const prefixed = (header: string, prefix: string, algorithm: "sha1" | "sha256" = "sha256"): SignatureOracle =>
  overBody(header, prefix, algorithm, [
    ["signature_mismatch", prefix + zeros(algorithm === "sha1" ? 20 : 32)],
    ["signature_malformed", prefix],
    ["signature_malformed", prefix + zeros(algorithm === "sha1" ? 32 : 20)],
    ["header_malformed", zeros(32)],
    ["header_malformed", `${prefix === "sha1=" ? "sha256=" : "sha1="}${zeros(20)}`],
  ]);
const versioned = (header: string): SignatureOracle =>
  overBody(header, "v1=", "sha256", [
    ["signature_mismatch", `v1=${zeros(32)}`],
    ["signature_missing", `v2=${zeros(32)}`],
    ["signature_malformed", `v1=${zeros(20)}`],
  ]);

const overTheBody: readonly (readonly [Provider, SignatureOracle])[] = [
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
  name: "the documented scheme in node:crypto",
  ...shared,
  header: "x-buildkite-signature",
  sign: (body, at) => ({
    headers: {
      "x-buildkite-signature": `timestamp=${seconds(at)},signature=${hmac("sha256", secret, `${seconds(at)}.${body}`)}`,
    },
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
  name: "the scheme of Tailscale's example in node:crypto",
  ...shared,
  header: "tailscale-webhook-signature",
  sign: (body, at) => ({
    headers: {
      "tailscale-webhook-signature": `t=${seconds(at)},v1=${hmac("sha256", secret, `${seconds(at)}.${body}`)}`,
    },
  }),
  toleranceSeconds: 300,
  malformed: [
    ["signature_missing", `t=${seconds(now)},v0=${zeros(32)}`],
    ["timestamp_missing", `v1=${zeros(32)}`],
    ["signature_malformed", `t=${seconds(now)},v1=00`],
  ],
});

testSignatures(trello, {
  name: "the documented scheme in node:crypto",
  ...shared,
  header: "x-trello-webhook",
  url,
  sign: (body) => ({ headers: { "x-trello-webhook": hmac("sha1", secret, body + url, "base64") } }),
  malformed: [
    ["signature_malformed", "AAAA"],
    ["signature_malformed", hmac("sha1", secret, `{}${url}`)],
    ["signature_mismatch", hmac("sha1", secret, `${url}{}`, "base64")],
  ],
});

test("trello: another URL is refused, unless the setting says which one Trello knows", async () => {
  const headers = { "x-trello-webhook": hmac("sha1", secret, `{}${url}`, "base64") };
  const request = { method: "POST", url: "http://10.0.0.1/webhooks/source", headers, body: Buffer.from("{}") };
  const options = { secrets: [secret], now };

  expect(await verifyWebhook(trello, request, options)).toEqual({ ok: false, reason: "signature_mismatch" });
  expect(await verifyWebhook(trello, request, { ...options, settings: { url } })).toMatchObject({ ok: true });
});

const airtableKey = Buffer.alloc(32, 7);
testSignatures(airtable, {
  name: "pyairtable's scheme in node:crypto",
  secret: { verify: airtableKey.toString("base64"), sign: airtableKey.toString("base64") },
  otherSecret: Buffer.alloc(32, 8).toString("base64"),
  header: "x-airtable-content-mac",
  sign: (body) => ({ headers: { "x-airtable-content-mac": `hmac-sha256=${hmac("sha256", airtableKey, body)}` } }),
  malformed: [
    ["header_malformed", `sha256=${zeros(32)}`],
    ["signature_malformed", `hmac-sha256=${airtableKey.toString("base64")}`],
  ],
});

testSignatures(notion, {
  name: "@notionhq/client",
  ...shared,
  header: "x-notion-signature",
  sign: async (body) => ({
    headers: { "x-notion-signature": await signWebhookPayload({ body, verificationToken: secret }) },
  }),
  verify: ({ headers, body }) =>
    notionVerify({ body, signature: headers["x-notion-signature"], verificationToken: secret }),
  malformed: [
    ["header_malformed", zeros(32)],
    ["signature_malformed", "sha256=00"],
  ],
});

testSignatures(hookdeck, {
  name: "@hookdeck/sdk",
  ...shared,
  header: "x-hookdeck-signature",
  sign: (body) => ({ headers: { "x-hookdeck-signature": hmac("sha256", secret, body, "base64") } }),
  verify: async ({ headers, body }) => {
    const rawBody = Buffer.from(body).toString("utf8");
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
    name: "standardwebhooks",
    secret: { verify: prefix + key, sign: prefix + key },
    otherSecret: prefix + otherKey,
    header: "webhook-signature",
    headers: { "webhook-id": id },
    sign: (body, at) => ({
      headers: {
        "webhook-id": id,
        "webhook-timestamp": String(seconds(at)),
        "webhook-signature": new Webhook(key).sign(id, at, body),
      },
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
    expect(await verify(["the secret token", `whsec_${key}`])).toEqual({ ok: false, reason: "header_missing" });
  });
});

/** JSON whose signed time stands in the body itself. */
const objects = hardBodies.filter(([, body]) => body.startsWith("{") && !body.includes("12345678901234567890"));

/** Our own writing, so that an oracle and this package need not agree on spacing. */
function withField(body: string, fields: object): string {
  return JSON.stringify({ ...(JSON.parse(body) as object), ...fields }, null, 1); // safe: the bodies are objects
}

testSignatures(linear, {
  name: "@linear/sdk, and the documented scheme in node:crypto",
  ...shared,
  header: "linear-signature",
  bodies: objects,
  sign: (body, at) => {
    const stamped = withField(body, { webhookTimestamp: at.getTime() });
    return { headers: { "linear-signature": hmac("sha256", secret, stamped) }, body: Buffer.from(stamped) };
  },
  verify: ({ headers, body }) =>
    atThatTime(() =>
      new LinearWebhookClient(secret).verify(Buffer.from(body), headers["linear-signature"] ?? ""),
    ),
  toleranceSeconds: 60,
  malformed: [
    ["signature_malformed", zeros(20)],
    ["signature_malformed", `sha256=${zeros(32)}`],
  ],
});

testSignatures(infisical, {
  name: "the scheme of Infisical's source in node:crypto",
  ...shared,
  header: "x-infisical-signature",
  bodies: objects,
  sign: (body, at) => {
    const stamped = withField(body, { timestamp: at.getTime() });
    const header = `t=${at.getTime()};${hmac("sha256", secret, stamped)}`;
    return { headers: { "x-infisical-signature": header }, body: Buffer.from(stamped) };
  },
  toleranceSeconds: 300,
  malformed: [
    ["signature_missing", `t=${now.getTime()}`],
    ["signature_malformed", `t=${now.getTime()};00`],
    ["signature_malformed", `t=${now.getTime()},${zeros(32)}`],
  ],
});

testSignatures(plain, {
  name: "the documented scheme in node:crypto",
  ...shared,
  header: "plain-request-signature",
  bodies: objects,
  sign: (body, at) => {
    const webhookMetadata = { webhookDeliveryAttemptTimestamp: at.toISOString() };
    const stamped = withField(body, { webhookMetadata });
    return { headers: { "plain-request-signature": hmac("sha256", secret, stamped) }, body: Buffer.from(stamped) };
  },
  toleranceSeconds: 300,
  malformed: [["signature_malformed", zeros(20)]],
});

test.each(["Do you ship?", "Zoë 👩‍🚀 𝒳 \u2028", '"\\u00e9\\/'])(
  "plain: its own library believes what we sign, and reads it: %s",
  async (title) => {
    const context = createSampleContext(now, repeatableBytes(title));
    const { payload } = plainSamples.events["thread.thread_created"](context);
    const body = JSON.stringify(payload, null, 2).replace('"Do you ship to the north?"', JSON.stringify(title));

    const { headers, body: sent } = await signWebhook(plain, { secret, url, body, now });

    const signature = headers["plain-request-signature"] ?? "";
    const result = atThatTime(() => verifyPlainWebhook(Buffer.from(sent).toString("utf8"), signature, secret));
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
  name: "jose",
  ...shared,
  header: "x-webhook-signature",
  sign: async (body) => ({ headers: { "x-webhook-signature": await jwt(netlifyClaims(body)) } }),
  verify: async ({ headers, body }) => {
    const { payload } = await jwtVerify(headers["x-webhook-signature"] ?? "", encoded, {
      algorithms: ["HS256"],
      issuer: "netlify",
      currentDate: now,
    });
    return payload["sha256"] === netlifyClaims(body)["sha256"];
  },
  malformed: [
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured(netlifyClaims('{"id":"evt_1","type":"a"}'))],
    ["signature_mismatch", await jwt({ ...netlifyClaims('{"id":"evt_1","type":"a"}'), iss: "other" })],
    ["signature_mismatch", await jwt({ iss: "netlify" })],
    ["signature_malformed", await jwt(netlifyClaims('{"id":"evt_1","type":"a"}'), "HS512")],
  ],
});

testSignatures(monday, {
  name: "jose",
  ...shared,
  header: "authorization",
  changedBody: false, // a token goes with any body
  sign: async (_body, at) => ({ headers: { authorization: await jwt({ exp: seconds(at) + 300 }) } }),
  verify: async ({ headers }) => {
    await jwtVerify(headers["authorization"] ?? "", encoded, { algorithms: ["HS256"], currentDate: now });
  },
  malformed: [
    ["signature_malformed", "a.b.c"],
    ["signature_malformed", unsecured({ exp: seconds(now) + 300 })],
    ["timestamp_missing", await jwt({ userId: 1 })],
    ["timestamp_stale", await jwt({ exp: seconds(now) - 60 })].slice(0, 2) as [never, string],
  ],
});
