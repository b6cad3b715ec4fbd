import { createHash } from "node:crypto";
import twilioSdk from "twilio";
import { describe, expect, test } from "vitest";
import { hardBodies } from "../testing/hard-bodies.ts";
import { encodeForm, hardForms, formType } from "../testing/hard-forms.ts";
import { signWebhook } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { twilio } from "./twilio.ts";

const url = "https://hooks.example.com/webhooks/source";

const now = new Date("2026-01-01T00:00:00Z");

describe("Twilio's signature of a form, against its own library", () => {
  const token = "12345678901234567890123456789012";
  const verify = (
    headers: Record<string, string>,
    body: string,
    options: { url?: string; secrets?: string[]; settings?: Record<string, string> } = {},
  ) =>
    verifyWebhook(
      twilio,
      {
        method: "POST",
        url: options.url ?? url,
        headers: { ...formType, ...headers },
        body: Buffer.from(body),
      },
      { secrets: options.secrets ?? [token], now, settings: options.settings ?? {} },
    );
  const theirs = (at: string, fields: object, by = token) => ({
    "X-Twilio-Signature": twilioSdk.getExpectedTwilioSignature(by, at, fields as Record<string, string>),
  });

  test.each(hardForms)("what it signs verifies: %s", async (_kind, fields) => {
    expect(await verify(theirs(url, fields), encodeForm(fields))).toEqual({ ok: true, secretIndex: 0 });
  });

  test.each(hardForms)("what we sign it believes: %s", async (_kind, fields) => {
    const { headers } = await signWebhook(twilio, {
      secret: token,
      url,
      body: encodeForm(fields),
      now,
      headers: formType,
    });

    expect(twilioSdk.validateRequest(token, headers["x-twilio-signature"] ?? "", url, fields)).toBe(true);
  });

  test.each(hardForms)("a field changed, or added, is refused: %s", async (_kind, fields) => {
    const refusal = { ok: false, reason: "signature_mismatch" };

    expect(await verify(theirs(url, fields), `${encodeForm(fields)}1`)).toEqual(refusal);
    expect(await verify(theirs(url, fields), `${encodeForm(fields)}&Zz=1`)).toEqual(refusal);
  });

  test("fields given twice count once, sorted", async () => {
    expect(await verify(theirs(url, { A: ["b", "a", "b"] }), "A=b&A=a&A=b")).toMatchObject({ ok: true });
  });

  test.each([
    ["https://hooks.example.com/a?x=1", "https://hooks.example.com:443/a?x=1"],
    ["https://hooks.example.com:443/a", "https://hooks.example.com/a"],
    ["http://hooks.example.com/a", "http://hooks.example.com:80/a"],
    ["https://hooks.example.com:8443/a", "https://hooks.example.com/a"],
    ["https://hooks.example.com:8443/a", "https://hooks.example.com:8443/a"],
    ["https://hooks.example.com/a?q=it's", "https://hooks.example.com/a?q=it%27s"],
    ["https://user:pass@hooks.example.com/a", "https://user:pass@hooks.example.com:443/a"],
  ])("a URL received as %s and signed as %s is judged as Twilio judges it", async (received, signed) => {
    const headers = theirs(signed, { A: "1" });
    const theirVerdict = twilioSdk.validateRequest(token, headers["X-Twilio-Signature"], received, {
      A: "1",
    });

    expect(theirVerdict).toBe(true);
    expect(await verify(headers, "A=1", { url: received })).toMatchObject({ ok: true });
  });

  test("another path or host is refused", async () => {
    expect(await verify(theirs("https://hooks.example.com/b", { A: "1" }), "A=1")).toMatchObject({
      ok: false,
    });
    expect(
      await verify(theirs("https://other.example.com/webhooks/source", { A: "1" }), "A=1"),
    ).toMatchObject({ ok: false });
  });

  test("the source's own url stands in where a proxy changes it", async () => {
    const outside = "https://public.example.com/hook";

    expect(
      await verify(theirs(`${outside}?a=1`, { A: "1" }), "A=1", {
        url: `${url}?a=1`,
        settings: { url: outside },
      }),
    ).toMatchObject({ ok: true });
  });

  test("any of several tokens verifies", async () => {
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: ["old", token] })).toEqual({
      ok: true,
      secretIndex: 1,
    });
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: ["old"] })).toMatchObject({
      reason: "signature_mismatch",
    });
    expect(await verify(theirs(url, { A: "1" }), "A=1", { secrets: [] })).toMatchObject({
      reason: "secret_missing",
    });
  });

  test.each([
    ["header_empty", ""],
    ["signature_malformed", "AAAA"],
    ["signature_malformed", "not base64"],
  ])("%s: %j", async (reason, value) => {
    expect(await verify({ "X-Twilio-Signature": value }, "A=1")).toEqual({ ok: false, reason });
    expect(await verify({}, "A=1")).toEqual({ ok: false, reason: "header_missing" });
  });

  test("JSON that no digest binds is refused, though the URL is signed rightly", async () => {
    expect(await verify({ ...theirs(url, {}), "content-type": "application/json" }, "{}")).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });
});

describe("Twilio's signature of any other body, by its digest in the URL", () => {
  const token = "12345678901234567890123456789012";

  test.each(hardBodies)("what we sign Twilio's own library believes: %s", async (_kind, body) => {
    const request = await signWebhook(twilio, {
      secret: token,
      url,
      body,
      now,
      headers: { "content-type": "application/json" },
    });

    const theirVerdict = twilioSdk.validateRequestWithBody(
      token,
      request.headers["x-twilio-signature"] ?? "",
      request.url,
      body,
    );

    expect(theirVerdict).toBe(true);
    expect(await verifyWebhook(twilio, request, { secrets: [token], now })).toEqual({
      ok: true,
      secretIndex: 0,
    });
  });

  test.each(hardBodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
    const request = await signWebhook(twilio, {
      secret: token,
      url,
      body,
      now,
      headers: { "content-type": "application/json" },
    });
    const changed = { ...request, body: Buffer.from(`${body} `) };

    expect(await verifyWebhook(twilio, changed, { secrets: [token], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });

  test("a digest put in the URL afterwards is refused", async () => {
    const digest = createHash("sha256").update("[]").digest("hex");
    const headers = {
      ...formType,
      "X-Twilio-Signature": twilioSdk.getExpectedTwilioSignature(token, url, {}),
    };
    const request = { method: "POST", url: `${url}?bodySHA256=${digest}`, headers, body: Buffer.from("[]") };

    expect(await verifyWebhook(twilio, request, { secrets: [token], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
