import { randomBytes } from "node:crypto";
import { sign, verify as octokitVerify } from "@octokit/webhooks-methods";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import { hardBodies } from "../testing/hard-bodies.ts";
import { createSample, signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import type { HeadersLike } from "../webhook-request.ts";
import { github } from "./github.ts";

const secret = "It's a Secret to Everybody";
const url = "https://hooks.example.com/webhooks/github";
const now = new Date("2026-01-01T00:00:00Z");

function verify(headers: HeadersLike, body: string, secrets: string[] = [secret]) {
  return verifyWebhook(github, { method: "POST", url, headers, body: Buffer.from(body) }, { secrets, now });
}

describe("against octokit's own library", () => {
  test.each(hardBodies)("what it signs verifies: %s", async (_kind, body) => {
    expect(await verify({ "X-Hub-Signature-256": await sign(secret, body) }, body)).toEqual({
      ok: true,
      secretIndex: 0,
    });
  });

  test.each(hardBodies)("what we sign it verifies: %s", async (_kind, body) => {
    const { headers } = await signWebhook(github, { secret, url, body, now });

    expect(await octokitVerify(secret, body, headers["x-hub-signature-256"] ?? "")).toBe(true);
  });

  test.each(hardBodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
    expect(await verify({ "x-hub-signature-256": await sign(secret, body) }, `${body} `)).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});

describe("the signature header", () => {
  test("verifies with any of several secrets", async () => {
    expect(await verify({ "x-hub-signature-256": await sign(secret, "{}") }, "{}", ["new", secret])).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test.each([
    ["header_missing", {}],
    ["header_empty", { "x-hub-signature-256": "" }],
    [
      "header_malformed",
      { "x-hub-signature-256": "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" },
    ],
    ["header_malformed", { "x-hub-signature-256": "sha1=757107ea0eb2509fc211221cce984b8a37570b6d" }],
    ["signature_malformed", { "x-hub-signature-256": "sha256=757107ea" }],
    ["signature_malformed", { "x-hub-signature-256": "sha256=" }],
    [
      "header_doubled",
      [
        ["X-Hub-Signature-256", "sha256=00"],
        ["X-Hub-Signature-256", "sha256=00"],
      ] as const,
    ],
  ])("%s", async (reason, headers) => {
    expect(await verify(headers, "Hello, World!")).toEqual({ ok: false, reason });
  });
});

test.each([
  ["signature", { ok: false, reason: "signature_mismatch" }],
  ["body", { ok: false, reason: "signature_mismatch" }],
  ["duplicate", { ok: true, secretIndex: 0 }],
] as const)("tampered %s", async (kind, outcome) => {
  const good = await signWebhook(github, {
    secret,
    url,
    now,
    ...createSample(github, { now, random: randomBytes }),
  });

  const bad = await tamper(github, good, kind, { secret, now });

  expect(await verifyWebhook(github, bad, { secrets: [secret], now })).toEqual(outcome);
});

test("the clock cannot be tampered with where none is signed", async () => {
  const good = await signWebhook(github, {
    secret,
    url,
    now,
    ...createSample(github, { now, random: randomBytes }),
  });

  await expect(tamper(github, good, "clock", { secret, now })).rejects.toThrow(ConfigError);
});

describe("identify", () => {
  const name = (event: string, payload: object) =>
    github.identify({
      payload: JSON.parse(JSON.stringify(payload)),
      whole: null,
      index: 0,
      header: (header) => ({ "x-github-event": event, "x-github-delivery": "guid" })[header],
      request: { method: "POST", url, headers: {}, body: new Uint8Array() },
    });

  test.each([
    ["push", { repository: { node_id: "R_1" } }, "push", "R_1"],
    [
      "issues",
      { action: "opened", issue: { node_id: "I_1" }, repository: { node_id: "R_1" } },
      "issues.opened",
      "I_1",
    ],
    [
      "issue_comment",
      { action: "created", comment: { node_id: "IC_1" }, issue: { node_id: "I_1" } },
      "issue_comment.created",
      "IC_1",
    ],
    [
      "workflow_run",
      { action: "completed", workflow_run: { node_id: "WFR_1" } },
      "workflow_run.completed",
      "WFR_1",
    ],
    ["organization", { action: 7, organization: { node_id: "O_1" } }, "organization", "O_1"],
    ["meta", { action: "" }, "meta", undefined],
  ])("%s %j", (event, payload, type, subject) => {
    expect(name(event, payload)).toEqual({ id: "guid", type, time: undefined, subject });
  });
});
