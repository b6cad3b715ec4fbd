import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { flutterwave } from "./flutterwave.ts";

testProvider({
  provider: flutterwave,
  secrets: [freshSecret(), freshSecret()],
  header: "flutterwave-signature",
  sign: ({ body, secret }) => ({
    "flutterwave-signature": createHmac("sha256", secret).update(body).digest("base64"),
  }),
});

describe("version 3", () => {
  const verify = (headers: Readonly<Record<string, string>>) =>
    verifyWebhook(
      flutterwave,
      { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from("{}") },
      { secrets: ["hash"], now: new Date("2026-01-01T00:00:00Z") },
    );

  test("sends the secret hash itself", async () => {
    expect(await verify({ "verif-hash": "hash" })).toEqual({ ok: true, secretIndex: 0 });
    expect(await verify({ "verif-hash": "other" })).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify({ "verif-hash": "" })).toMatchObject({ ok: false });
  });

  test("is not what version 4's header is compared with", async () => {
    expect(await verify({ "flutterwave-signature": "hash" })).toEqual({
      ok: false,
      reason: "signature_malformed",
    });
  });
});
