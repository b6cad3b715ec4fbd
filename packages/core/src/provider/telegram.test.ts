import { expect, test } from "vitest";
import { verifyWebhook } from "../verify.ts";
import { telegram } from "./telegram.ts";

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

test("Telegram's token is the secret, whatever the body", async () => {
  const verify = (headers: Record<string, string>) =>
    verifyWebhook(
      telegram,
      { method: "POST", url, headers, body: Buffer.from("{}") },
      { secrets: ["old", "s3cret_-"], now },
    );

  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "s3cret_-" })).toEqual({
    ok: true,
    secretIndex: 1,
  });
  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "s3cret_" })).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
  expect(await verify({ "X-Telegram-Bot-Api-Secret-Token": "" })).toEqual({
    ok: false,
    reason: "header_empty",
  });
  expect(await verify({})).toEqual({ ok: false, reason: "header_missing" });
});
