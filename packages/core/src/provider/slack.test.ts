import { createHmac, randomBytes } from "node:crypto";
import { verifySlackRequest } from "@slack/bolt";
import { describe, expect, test } from "vitest";
import type { Json } from "../event.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { slack } from "./slack.ts";

const secret = "8f742231b10e8888abcd99yyyzzz85a5";
const url = "https://hooks.example.com/webhooks/slack";
const now = new Date("2026-01-01T00:00:00Z");
const seconds = now.getTime() / 1000;

function bolt(body: string, headers: Readonly<Record<string, string>>): void {
  verifySlackRequest({
    signingSecret: secret,
    body,
    headers: {
      "x-slack-signature": headers["x-slack-signature"] ?? "",
      "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
    },
    nowMilliseconds: now.getTime(),
  });
}

function verify(
  headers: Record<string, string>,
  body: string,
  options: { secrets?: string[]; now?: Date } = {},
) {
  const request = { method: "POST", url, headers, body: Buffer.from(body) };
  return verifyWebhook(slack, request, { secrets: [secret], now, ...options });
}

/** As the documentation spells it out. */
function documented(body: string, timestamp: number | string = seconds): Record<string, string> {
  const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return { "X-Slack-Request-Timestamp": String(timestamp), "X-Slack-Signature": `v0=${digest}` };
}

describe("against Slack's own library", () => {
  test.each(hardBodies)("what we sign it verifies: %s", async (_kind, body) => {
    const { headers } = await signWebhook(slack, { secret, url, body, now });

    expect(() => bolt(body, headers)).not.toThrow();
    expect(await verify({ ...headers }, body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test.each(hardBodies)("both refuse a body changed by one byte: %s", async (_kind, body) => {
    const { headers } = await signWebhook(slack, { secret, url, body, now });

    expect(() => bolt(`${body} `, headers)).toThrow("signature mismatch");
    expect(await verify({ ...headers }, `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});

describe("the headers", () => {
  test("the timestamp may lie 300 seconds back or ahead, and no more", async () => {
    expect(await verify(documented("{}", seconds - 300), "{}")).toMatchObject({ ok: true });
    expect(await verify(documented("{}", seconds + 300), "{}")).toMatchObject({ ok: true });
    expect(await verify(documented("{}", seconds - 301), "{}")).toMatchObject({ reason: "timestamp_stale" });
    expect(await verify(documented("{}", seconds + 301), "{}")).toMatchObject({
      reason: "timestamp_in_future",
    });
  });

  test("are each refused with their own reason", async () => {
    const good = documented("{}");

    expect(await verify({ ...good, "X-Slack-Signature": "" }, "{}")).toMatchObject({
      reason: "header_empty",
    });
    expect(await verify({ ...good, "X-Slack-Signature": "v1=00" }, "{}")).toMatchObject({
      reason: "header_malformed",
    });
    expect(await verify({ ...good, "X-Slack-Request-Timestamp": "" }, "{}")).toMatchObject({
      reason: "timestamp_missing",
    });
    expect(await verify(documented("{}", `${seconds}.0`), "{}")).toMatchObject({
      reason: "timestamp_malformed",
    });
    expect(await verify({ "X-Slack-Signature": good["X-Slack-Signature"] ?? "" }, "{}")).toMatchObject({
      reason: "timestamp_missing",
    });
  });
});

test.each([
  ["signature", { ok: false, reason: "signature_mismatch" }],
  ["body", { ok: false, reason: "signature_mismatch" }],
  ["clock", { ok: false, reason: "timestamp_stale", skewSeconds: 86_400 }],
  ["duplicate", { ok: true, secretIndex: 0, timestamp: now }],
] as const)("tampered %s", async (kind, outcome) => {
  const good = await signWebhook(slack, {
    secret,
    url,
    now,
    ...createSample(slack, { now, random: randomBytes }),
  });

  const bad = await tamper(slack, good, kind, { secret, now });

  expect(await verifyWebhook(slack, bad, { secrets: [secret], now })).toEqual(outcome);
});

describe("handshakes", () => {
  const question = (payload: Json | undefined, method = "POST") => ({
    request: { method, url, headers: {}, body: new Uint8Array() },
    url: new URL(url),
    header: () => undefined,
    payload,
    secrets: [],
    settings: {},
  });

  test("a challenge, once its signature is good, is answered as plain text that nothing may sniff", async () => {
    const answer = await slack.signedHandshakes?.[0]?.(
      question({ type: "url_verification", challenge: "<b>3eZ" }),
    );

    expect(answer).toEqual({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: "<b>3eZ",
    });
  });

  test.each([
    { type: "event_callback", challenge: "x" },
    { type: "url_verification", challenge: 7 },
    null,
    [],
    "text",
  ])("%j is no challenge", async (payload) => {
    expect(await slack.signedHandshakes?.[0]?.(question(payload))).toBeUndefined();
  });

  test("a TLS check of a slash command is answered without a signature, a command never", async () => {
    const check = slack.handshakes?.[0];

    expect(await check?.(question({ ssl_check: "1", token: "x" }))).toEqual({ status: 200 });
    expect(await check?.(question({ ssl_check: "1", command: "/deploy" }))).toBeUndefined();
    expect(await check?.(question({ type: "event_callback" }))).toBeUndefined();
    expect(await check?.(question(undefined, "GET"))).toBeUndefined();
  });
});
