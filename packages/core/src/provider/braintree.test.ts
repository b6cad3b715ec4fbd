import braintreeSdk from "braintree";
import { describe, expect, test } from "vitest";
import { json } from "../body/json.ts";
import { verifyWebhook } from "../verify.ts";
import { signWebhook, tamper } from "../testing/index.ts";
import { braintree } from "./braintree.ts";

const { BraintreeGateway, Environment } = braintreeSdk;
const privateKey = "integration_private_key";
const sdk = new BraintreeGateway({
  environment: Environment.Sandbox,
  merchantId: "integration_merchant_id",
  publicKey: "integration_public_key",
  privateKey,
});
const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/braintree";

interface Notification {
  readonly bt_signature: string;
  readonly bt_payload: string;
}

/** What braintree 3.40.0 does; its types, which others write, are behind. */
interface Webhooks {
  readonly webhookTesting: { readonly sampleNotification: (kind: string, id: string) => Notification };
  readonly webhookNotification: {
    readonly verify: (challenge: string) => string;
    readonly parse: (signature: string, payload: string) => Promise<unknown>;
  };
}
const gateway = sdk as unknown as Webhooks; // safe: see above, and the tests would fail

function sample(
  kind: "check" | "subscription_canceled" | "dispute_opened" | "transaction_settled",
): Notification {
  return gateway.webhookTesting.sampleNotification(kind, "my_id");
}

function request(fields: Readonly<Record<string, string>>) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", url, headers, body: Buffer.from(new URLSearchParams(fields).toString()) };
}

function verify(fields: Readonly<Record<string, string>>, secrets = [privateKey]) {
  return verifyWebhook(braintree, request(fields), { secrets, now });
}

describe("against braintree's own library", () => {
  test.each(["check", "subscription_canceled", "dispute_opened", "transaction_settled"] as const)(
    "what it signs verifies, and says what it is: %s",
    async (kind) => {
      const { bt_signature, bt_payload } = sample(kind);
      const { body, headers } = request({ bt_signature, bt_payload });

      const payload = (braintree.body ?? json)(
        body,
        (name) => Object.entries(headers).find(([key]) => key === name)?.[1],
      );

      expect(await verify({ bt_signature, bt_payload })).toEqual({ ok: true, secretIndex: 0 });
      expect(payload).toMatchObject({ notification: { kind } });
    },
  );

  test.each(["ASCII", "Zoë 👩‍🚀 \u2028", "żółw ".repeat(40_000)])(
    "what we sign it believes: %#",
    async (text) => {
      const xml = `<notification><kind>check</kind><subject><check type="boolean">true</check><note>${text}</note></subject></notification>`;
      const payload = Buffer.from(xml).toString("base64");
      const { body } = request({ bt_signature: "", bt_payload: payload });
      const signed = await signWebhook(braintree, { secret: privateKey, url, body, now });
      const fields = new URLSearchParams(Buffer.from(signed.body).toString());
      const signature = (fields.get("bt_signature") ?? "").replace("public_key|", "integration_public_key|");

      await expect(
        gateway.webhookNotification.parse(signature, fields.get("bt_payload") ?? ""),
      ).resolves.toBeDefined();
    },
  );

  test("challenges are answered as it answers them", async () => {
    const asked = "20f9f8ed05f77439fe955c977e4c8a53";
    const question = (query: string, method = "GET") => ({
      request: { method, url, headers: {}, body: new Uint8Array() },
      url: new URL(`${url}?${query}`),
      header: () => undefined,
      payload: undefined,
      secrets: [privateKey],
      settings: { publicKey: "integration_public_key" },
    });
    const [answer] = braintree.handshakes ?? [];

    expect(await answer?.(question(`bt_challenge=${asked}`))).toMatchObject({
      status: 200,
      body: gateway.webhookNotification.verify(asked),
    });
    expect(await answer?.(question("bt_challenge=<script>"))).toBeUndefined();
    expect(await answer?.(question(`bt_challenge=${asked}`, "POST"))).toBeUndefined();
    expect(await answer?.(question("other=1"))).toBeUndefined();
  });
});

describe("the form", () => {
  test("any pair of several will do", async () => {
    const { bt_signature, bt_payload } = sample("check");

    expect(
      await verify({ bt_signature: `other|${"0".repeat(40)}&${bt_signature}`, bt_payload }),
    ).toMatchObject({
      ok: true,
    });
  });

  test("the payload is signed, with or without the line feed at its end", async () => {
    const { bt_signature, bt_payload } = sample("check");

    expect(await verify({ bt_signature, bt_payload: bt_payload.trimEnd() })).toMatchObject({ ok: true });
    expect(await verify({ bt_signature, bt_payload: `A${bt_payload.slice(1)}` })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify({ bt_signature, bt_payload: `${bt_payload}!` })).toMatchObject({
      reason: "body_malformed",
    });
  });

  test("an answer to a challenge is no signature of a payload", async () => {
    const asked = "20f9f8ed05f77439fe955c977e4c8a53";

    expect(
      await verify({ bt_signature: gateway.webhookNotification.verify(asked), bt_payload: asked }),
    ).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });

  test.each([
    [{}, "header_missing"],
    [{ bt_payload: "YQ==" }, "header_missing"],
    [{ bt_signature: "", bt_payload: "YQ==" }, "header_empty"],
    [{ bt_signature: "nothing", bt_payload: "YQ==" }, "header_malformed"],
    [{ bt_signature: "key|abc", bt_payload: "YQ==" }, "signature_malformed"],
    [{ bt_signature: `key|${"0".repeat(40)}` }, "body_malformed"],
  ] as const)("%j is %s", async (fields, reason) => {
    expect(await verify(fields)).toEqual({ ok: false, reason });
  });

  test("other secrets, several and none", async () => {
    const { bt_signature, bt_payload } = sample("check");

    expect(await verify({ bt_signature, bt_payload }, ["other"])).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
    expect(await verify({ bt_signature, bt_payload }, ["other", privateKey])).toEqual({
      ok: true,
      secretIndex: 1,
    });
    expect(await verify({ bt_signature, bt_payload }, [])).toEqual({ ok: false, reason: "secret_missing" });
  });

  test("tampered signature is refused", async () => {
    const { body } = request({ bt_signature: "", bt_payload: sample("check").bt_payload });
    const good = await signWebhook(braintree, { secret: privateKey, url, body, now });

    const bad = await tamper(braintree, good, "signature", { secret: privateKey, now });

    expect(await verifyWebhook(braintree, bad, { secrets: [privateKey], now })).toEqual({
      ok: false,
      reason: "signature_mismatch",
    });
  });
});
