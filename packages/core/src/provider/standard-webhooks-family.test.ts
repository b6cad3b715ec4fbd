import Anthropic from "@anthropic-ai/sdk";
import { verifyWebhook as verifyClerk } from "@clerk/backend/webhooks";
import OpenAI from "openai";
import { validateWebhook as validateReplicate } from "replicate";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testProvider, type OracleInput, type OracleQuestion } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { anthropic } from "./anthropic.ts";
import { clerk } from "./clerk.ts";
import { openai } from "./openai.ts";
import { replicate } from "./replicate.ts";
import { svix } from "./svix.ts";

// The libraries read the clock by themselves.
beforeEach(() => vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00Z"), toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

const secrets = [
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  `whsec_${Buffer.alloc(24, "other").toString("base64")}`,
] as const;
const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
const notJson = ["a form", "nothing"];

function signer(prefix: "webhook-" | "svix-", Webhook: typeof StandardWebhook | typeof SvixWebhook) {
  return ({ body, secret, at }: OracleInput) => ({
    [`${prefix}timestamp`]: String(Math.floor(at.getTime() / 1000)),
    [`${prefix}signature`]: new Webhook(secret).sign(id, at, body),
  });
}

testProvider({
  provider: svix,
  secrets,
  header: "svix-signature",
  headers: { "svix-id": id },
  toleranceSeconds: 300,
  sign: signer("svix-", SvixWebhook),
  accepts: ({ body, secret, headers }) => {
    new SvixWebhook(secret).verify(body, { ...headers });
    return true;
  },
  notAccepted: notJson,
});

testProvider({
  provider: clerk,
  secrets,
  header: "svix-signature",
  headers: { "svix-id": id },
  toleranceSeconds: 300,
  sign: signer("svix-", SvixWebhook),
  accepts: async ({ body, secret, headers }) => {
    const request = new Request("https://hooks.example.com/", { method: "POST", headers, body });
    await verifyClerk(request, { signingSecret: secret });
    return true;
  },
  notAccepted: notJson,
});

testProvider({
  provider: openai,
  secrets,
  header: "webhook-signature",
  headers: { "webhook-id": id },
  toleranceSeconds: 300,
  sign: signer("webhook-", StandardWebhook),
  accepts: async ({ body, secret, headers }) => {
    await new OpenAI({ apiKey: "unused" }).webhooks.verifySignature(body, { ...headers }, secret);
    return true;
  },
});

testProvider({
  provider: anthropic,
  secrets,
  header: "webhook-signature",
  headers: { "webhook-id": id },
  toleranceSeconds: 300,
  sign: signer("webhook-", StandardWebhook),
  accepts: ({ body, secret, headers }) => {
    new Anthropic({ apiKey: "unused" }).beta.webhooks.unwrap(body, { headers: { ...headers }, key: secret });
    return true;
  },
  notAccepted: notJson,
});

testProvider({
  provider: replicate,
  secrets,
  header: "webhook-signature",
  headers: { "webhook-id": id },
  toleranceSeconds: 300,
  sign: signer("webhook-", StandardWebhook),
  accepts: ({ body, secret, headers }: OracleQuestion) =>
    validateReplicate({
      id,
      timestamp: headers["webhook-timestamp"] ?? "",
      signature: headers["webhook-signature"] ?? "",
      body,
      secret,
    }),
  notAccepted: ["nothing"],
});

describe.each([
  ["openai", openai, "webhook-"],
  ["replicate", replicate, "webhook-"],
  ["anthropic", anthropic, "webhook-"],
  ["svix", svix, "svix-"],
  ["clerk", clerk, "svix-"],
] as const)("%s is stricter than some libraries", (_id, provider, prefix) => {
  const now = new Date("2026-01-01T00:00:00Z");
  const good = (): Record<string, string> => ({
    [`${prefix}id`]: id,
    ...signer(prefix, StandardWebhook)({ body: "{}", secret: secrets[0], at: now }),
  });
  const verify = (headers: Record<string, string>) =>
    verifyWebhook(
      provider,
      { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from("{}") },
      { secrets: [secrets[0]], now },
    );

  test("a signature without its version, or of another one, is none", async () => {
    const value = good()[`${prefix}signature`] ?? "";

    expect(await verify({ ...good(), [`${prefix}signature`]: value.slice(3) })).toEqual({
      ok: false,
      reason: "signature_missing",
    });
    expect(await verify({ ...good(), [`${prefix}signature`]: value.replace("v1,", "v2,") })).toEqual({
      ok: false,
      reason: "signature_missing",
    });
  });

  test("the message id is signed", async () => {
    expect(await verify({ ...good(), [`${prefix}id`]: "msg_other" })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
