import { createHmac } from "node:crypto";
import { validateV3Signature } from "plivo";
import { describe, expect, test } from "vitest";
import { encodeForm, hardForms, formType } from "../testing/hard-forms.ts";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { plivo } from "./plivo.ts";

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

describe("Plivo's signature, against its own library", () => {
  const token = "MAXXXXXXXXXXXXXXXXXX";
  const nonce = "12345678901234567890";
  const sign = (fields: Readonly<Record<string, string>>, at = url) =>
    signWebhook(plivo, {
      secret: token,
      url: at,
      body: encodeForm(fields),
      now,
      headers: { ...formType, "x-plivo-signature-v3-nonce": nonce },
    });

  // Its library writes names and values of the URL as Latin-1, so those here are ASCII.
  test.each([url, `${url}?b=2&a=1&a=0`, "https://hooks.example.com:8443/a/b"])(
    "what we sign it believes: %s",
    async (at) => {
      for (const [, fields] of hardForms) {
        const { headers } = await sign(fields, at);

        expect(
          validateV3Signature("POST", at, nonce, token, headers["x-plivo-signature-v3"] ?? "", fields),
        ).toBe(true);
      }
    },
  );

  test("any of several signatures in the header verifies, with any of several tokens", async () => {
    const request = await sign({ A: "1" });
    const list = `${"A".repeat(43)}=,${request.headers["x-plivo-signature-v3"]}`;
    const changed = { ...request, headers: { ...request.headers, "x-plivo-signature-v3": list } };

    expect(await verifyWebhook(plivo, changed, { secrets: ["old", token], now })).toEqual({
      ok: true,
      secretIndex: 1,
    });
  });

  test("the main account's signature is enough", async () => {
    const { "x-plivo-signature-v3": signature = "", ...headers } = (await sign({ A: "1" })).headers;
    const request = {
      ...(await sign({ A: "1" })),
      headers: { ...headers, "x-plivo-signature-ma-v3": signature },
    };

    expect(await verifyWebhook(plivo, request, { secrets: [token], now })).toMatchObject({ ok: true });
  });

  test("another field, URL or nonce is refused", async () => {
    const request = await sign({ A: "1" });
    const verdict = (change: object) =>
      verifyWebhook(plivo, { ...request, ...change }, { secrets: [token], now });
    const refusal = { ok: false, reason: "signature_mismatch" };

    expect(await verdict({ body: Buffer.from("A=2") })).toEqual(refusal);
    expect(await verdict({ url: `${url}?a=1` })).toEqual(refusal);
    expect(await verdict({ headers: { ...request.headers, "x-plivo-signature-v3-nonce": "1" } })).toEqual(
      refusal,
    );
  });

  test("version 2, which leaves the body out, is never enough", async () => {
    const value = createHmac("sha256", token)
      .update(url + nonce)
      .digest("base64");
    const headers = { ...formType, "X-Plivo-Signature-V2": value, "X-Plivo-Signature-V2-Nonce": nonce };

    expect(
      await verifyWebhook(
        plivo,
        { method: "POST", url, headers, body: Buffer.from("A=1") },
        { secrets: [token], now },
      ),
    ).toEqual({
      ok: false,
      reason: "header_missing",
    });
  });
});
