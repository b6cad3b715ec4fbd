import { verifyWebhookSignature as hookdeckVerify } from "@hookdeck/sdk/webhooks/helpers.js";
import { signWebhookPayload, verifyWebhookSignature as notionVerify } from "@notionhq/client";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import type { Provider } from "../provider.ts";
import { hmac, now, type Oracle, seconds, secret, testSignatures, url } from "../testing/signature-oracle.ts";
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
import { jira } from "./jira.ts";
import { launchdarkly } from "./launchdarkly.ts";
import { notion } from "./notion.ts";
import { npmHooks } from "./npm-hooks.ts";
import { pagerduty } from "./pagerduty.ts";
import { planetscale } from "./planetscale.ts";
import { sentry } from "./sentry.ts";
import { supabaseAuthHook } from "./supabase-auth-hook.ts";
import { taiga } from "./taiga.ts";
import { tailscale } from "./tailscale.ts";
import { trello } from "./trello.ts";
import { vercel } from "./vercel.ts";

const id = "72d3162e-cc78-11e3-81ab-4c9367dc0958";

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
