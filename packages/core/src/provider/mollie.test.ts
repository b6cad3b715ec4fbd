import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { freshSecret, testProvider } from "../testing/provider.contract.ts";
import { verifyWebhook } from "../verify.ts";
import type { HeadersLike } from "../webhook-request.ts";
import { mollie } from "./mollie.ts";

function hex(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

testProvider({
  provider: mollie,
  secrets: [freshSecret(), freshSecret()],
  header: "x-mollie-signature",
  sign: ({ body, secret }) => ({ "x-mollie-signature": `sha256=${hex(body, secret)}` }),
});

describe("the header", () => {
  const verify = (headers: HeadersLike) =>
    verifyWebhook(
      mollie,
      { method: "POST", url: "https://hooks.example.com/", headers, body: Buffer.from("{}") },
      { secrets: ["new"], now: new Date("2026-01-01T00:00:00Z") },
    );
  const good = `sha256=${hex("{}", "new")}`;
  const old = `sha256=${hex("{}", "old")}`;

  test("comes twice while the secret is rotated, apart or joined", async () => {
    expect(
      await verify([
        ["X-Mollie-Signature", old],
        ["X-Mollie-Signature", good],
      ]),
    ).toMatchObject({ ok: true });
    expect(await verify({ "x-mollie-signature": `${old}, ${good}` })).toMatchObject({ ok: true });
    expect(await verify([["X-Mollie-Signature", old]])).toEqual({ ok: false, reason: "signature_mismatch" });
  });

  test("may be bare hex, as the documentation compares it", async () => {
    expect(await verify({ "x-mollie-signature": hex("{}", "new") })).toMatchObject({ ok: true });
    expect(await verify({ "x-mollie-signature": `sha1=${hex("{}", "new")}` })).toMatchObject({ ok: false });
  });
});
