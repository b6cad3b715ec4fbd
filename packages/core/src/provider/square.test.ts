import { createHmac } from "node:crypto";
import { WebhooksHelper } from "square";
import { describe, expect, test } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import { square } from "./square.ts";

const url = "https://hooks.example.com/webhooks/source";
const now = new Date("2026-01-01T00:00:00Z");

function sign(body: string, secret: string, at = url): string {
  return createHmac("sha256", secret).update(at).update(body).digest("base64");
}

testProvider({
  provider: square,
  secrets: [freshSecret(), freshSecret()],
  header: "x-square-hmacsha256-signature",
  sign: ({ body, secret }) => ({ "x-square-hmacsha256-signature": sign(body, secret) }),
  accepts: ({ body, secret, headers }) =>
    WebhooksHelper.verifySignature({
      requestBody: body,
      signatureHeader: headers["x-square-hmacsha256-signature"] ?? "",
      signatureKey: secret,
      notificationUrl: url,
    }),
});

describe("the URL is signed", () => {
  const configured = "https://shop.example.com/square/?a=1";
  const headers = { "x-square-hmacsha256-signature": sign("{}", "key", configured) };
  const request = { method: "POST", headers, body: Buffer.from("{}") };
  const options = { secrets: ["key"], now };

  test("as it is configured, byte for byte", async () => {
    expect(await verifyWebhook(square, { ...request, url: configured }, options)).toMatchObject({ ok: true });
    expect(
      await verifyWebhook(square, { ...request, url: "https://shop.example.com/square?a=1" }, options),
    ).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  test("and the setting stands in where a proxy changes it", async () => {
    const behindProxy = { ...request, url: "http://10.0.0.7:8787/webhooks/square" };

    expect(
      await verifyWebhook(square, behindProxy, { ...options, settings: { url: configured } }),
    ).toMatchObject({ ok: true });
  });

  test("the SHA-1 header of older subscriptions is not enough", async () => {
    const sha1 = createHmac("sha1", "key").update(configured).update("{}").digest("base64");

    expect(
      await verifyWebhook(
        square,
        { ...request, url: configured, headers: { "x-square-signature": sha1 } },
        options,
      ),
    ).toEqual({ ok: false, reason: "header_missing" });
  });
});
