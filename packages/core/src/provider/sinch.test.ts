import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { sinch } from "./sinch.ts";

const require = createRequire(import.meta.url);

/** What is used of these libraries comes without types, or behind an index that wants more packages. */
const sinchSdk: {
  calculateWebhookSignature(signed: string, secret: string): string;
  generateAuthorizationHeader(
    method: string,
    body: string,
    type: string,
    headers: string,
    path: string,
    key: string,
    secret: string,
  ): string;
  validateWebhookSignature(secret: string, headers: object, body: string): boolean;
} = require(join(dirname(require.resolve("@sinch/sdk-client")), "utils", "authorization.helper.js"));

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

testProvider({
  provider: sinch,
  secrets: [freshSecret(), freshSecret()],
  header: "x-sinch-webhook-signature",
  headers: { "x-sinch-webhook-signature-nonce": "01FJA8B4A7BM43YGWSG9GBV067" },
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    "x-sinch-webhook-signature-timestamp": String(at.getTime() / 1000),
    "x-sinch-webhook-signature": sinchSdk.calculateWebhookSignature(
      `${body}.01FJA8B4A7BM43YGWSG9GBV067.${at.getTime() / 1000}`,
      secret,
    ),
  }),
  accepts: ({ body, headers, secret }) => sinchSdk.validateWebhookSignature(secret, headers, body),
});

describe("Sinch's other two signatures", () => {
  const key = Buffer.from("an application's secret").toString("base64");
  const stamp = now.toISOString();
  const type = "application/json; charset=utf-8";
  const verify = (headers: Record<string, string>, body: string, secrets = [key]) =>
    verifyWebhook(
      sinch,
      { method: "POST", url: `${url}?a=1`, headers, body: Buffer.from(body) },
      { secrets, now },
    );
  const application = (body: string, path = "/webhooks/source") => ({
    Authorization: sinchSdk.generateAuthorizationHeader(
      "POST",
      body,
      type,
      `x-timestamp:${stamp}`,
      path,
      "key",
      key,
    ),
    "Content-Type": type,
    "X-Timestamp": stamp,
  });

  test.each([...hardBodies, ["nothing", ""] as const])(
    "of Voice and Verification: %s",
    async (_kind, body) => {
      expect(await verify(application(body), body)).toEqual({ ok: true, secretIndex: 0, timestamp: now });
      expect(await verify(application(body), `${body} `)).toEqual({
        ok: false,
        reason: "signature_mismatch",
      });
    },
  );

  test.each([
    ["another path", application("{}", "/other"), "signature_mismatch"],
    ["another type", { ...application("{}"), "Content-Type": "text/plain" }, "signature_mismatch"],
    ["another time", { ...application("{}"), "X-Timestamp": "2026-01-01T00:00:01Z" }, "signature_mismatch"],
    ["no time", { ...application("{}"), "X-Timestamp": "" }, "timestamp_missing"],
    [
      "Basic in place of it",
      { ...application("{}"), Authorization: "Basic a2V5OnNlY3JldA==" },
      "header_malformed",
    ],
  ])("of Voice and Verification, with %s, is refused", async (_kind, headers, reason) => {
    expect(await verify(headers, "{}")).toEqual({ ok: false, reason });
  });

  test.each(hardBodies)("of Numbers: %s", async (_kind, body) => {
    const headers = { "X-Sinch-Signature": createHmac("sha1", key).update(body).digest("hex") };

    expect(await verify(headers, body)).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify(headers, `${body} `)).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});
