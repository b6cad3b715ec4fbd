import { createPublicKey, createSign, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { wise } from "./wise.ts";

function pair(): { readonly verify: string; readonly sign: string } {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    // As Wise prints it: base64 in lines.
    verify: createPublicKey(privateKey)
      .export({ type: "spki", format: "der" })
      .toString("base64")
      .replaceAll(/(.{64})/g, "$1\n"),
    sign: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

testProvider({
  provider: wise,
  secrets: [pair(), pair()],
  header: "x-signature-sha256",
  sign: ({ body, secret }) => ({
    "x-signature-sha256": createSign("sha256").update(body).sign(secret, "base64"),
  }),
});

describe("weaker signatures", () => {
  const key = pair();
  const verify = (headers: Readonly<Record<string, string>>) =>
    verifyWebhook(
      wise,
      { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from("{}") },
      { secrets: [key.verify], now: new Date("2026-01-01T00:00:00Z") },
    );
  const sha1 = createSign("sha1").update("{}").sign(key.sign, "base64");

  test("are not enough, under their own header or the other", async () => {
    expect(await verify({ "x-signature": sha1 })).toEqual({ ok: false, reason: "header_missing" });
    expect(await verify({ "x-signature-sha256": sha1 })).toEqual({ ok: false, reason: "signature_mismatch" });
  });
});
