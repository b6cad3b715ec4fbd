import { verifySignature as vonageVerifies } from "@vonage/jwt";
import { describe, expect, test } from "vitest";
import { jwt, sha256 } from "../testing/json-web-token.ts";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { vonage } from "./vonage.ts";

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

const seconds = now.getTime() / 1000;

testProvider({
  provider: vonage,
  secrets: [freshSecret(), freshSecret()],
  header: "authorization",
  toleranceSeconds: 300,
  sign: ({ body, secret, at }) => ({
    authorization: `Bearer ${jwt({ iss: "Vonage", iat: at.getTime() / 1000, jti: "a1b2", payload_hash: sha256(body) }, secret)}`,
  }),
  accepts: ({ headers, secret }) =>
    vonageVerifies((headers["authorization"] ?? "").slice("Bearer ".length), secret),
});

describe("Vonage's token", () => {
  const verify = (claims: object, authScheme = "Bearer") =>
    verifyWebhook(
      vonage,
      {
        method: "POST",
        url,
        headers: { Authorization: `${authScheme} ${jwt(claims, "s3cret")}` },
        body: Buffer.from("{}"),
      },
      { secrets: ["s3cret"], now },
    );
  const good = { iat: seconds, jti: "a1b2", payload_hash: sha256("{}") };

  test("is believed for its own body, however its scheme is written", async () => {
    expect(await verify(good, "bearer")).toEqual({ ok: true, secretIndex: 0, timestamp: now });
  });

  test.each([
    ["its body is another", { ...good, payload_hash: sha256("[]") }, "signature_mismatch"],
    ["its body is not named", { ...good, payload_hash: undefined }, "signature_mismatch"],
    ["it has no time", { ...good, iat: undefined }, "timestamp_missing"],
    ["it has no id", { ...good, jti: undefined }, "signature_malformed"],
    ["it expired", { ...good, exp: seconds - 301 }, "timestamp_stale"],
  ])("is refused when %s", async (_kind, claims, reason) => {
    expect(await verify(claims)).toMatchObject({ ok: false, reason });
  });

  test("is refused under another scheme", async () => {
    expect(await verify(good, "Basic")).toEqual({ ok: false, reason: "header_malformed" });
  });
});
