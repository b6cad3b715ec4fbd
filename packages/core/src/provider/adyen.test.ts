import { createHmac, randomBytes } from "node:crypto";
import { hmacValidator as HmacValidator } from "@adyen/api-library";
import { describe, expect, test } from "vitest";
import { signWebhook, tamper } from "../testing/index.ts";
import { verifyWebhook } from "../verify.ts";
import { adyen } from "./adyen.ts";

const sdk = new HmacValidator();
const secret = randomBytes(32).toString("hex").toUpperCase();
const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/adyen";

const item = {
  pspReference: "7914073381342284",
  originalReference: "",
  merchantAccountCode: "TestMerchant",
  merchantReference: "TestPayment-1407325143704",
  amount: { value: 1130, currency: "EUR" },
  eventCode: "AUTHORISATION",
  eventDate: "2026-01-01T01:00:00+01:00",
  success: "true",
  reason: "",
  paymentMethod: "visa",
  operations: [],
};
type Item = Partial<Record<keyof typeof item, unknown>> & { additionalData?: unknown };

function body(...items: readonly Item[]): Buffer {
  return Buffer.from(
    JSON.stringify({
      live: "false",
      notificationItems: items.map((one) => ({ NotificationRequestItem: one })),
    }),
  );
}

/** With the signature of Adyen's own library. */
function signed(over: Item = {}, by = secret): Item {
  const whole = { ...item, ...over };
  // safe: the library's type wants enums where these are their texts
  const hmacSignature = sdk.calculateHmac(whole as unknown as Parameters<typeof sdk.calculateHmac>[0], by);
  return { ...whole, additionalData: { hmacSignature } };
}

function verify(bytes: Buffer, secrets = [secret]) {
  return verifyWebhook(adyen, { method: "POST", url, headers: {}, body: bytes }, { secrets, now });
}

describe("against @adyen/api-library", () => {
  test.each([
    {},
    { merchantReference: "Zoë 👩‍🚀 \u2028" },
    { merchantReference: "a:b\\c:d" },
    { merchantReference: "x".repeat(200_000) },
    { originalReference: undefined, amount: { value: 0, currency: "JPY" }, success: "false" },
  ])("what it signs verifies: %#", async (over) => {
    expect(await verify(body(signed(over)))).toEqual({ ok: true, secretIndex: 0 });
  });

  test("what we sign it believes, item by item", async () => {
    const request = await signWebhook(adyen, {
      secret,
      url,
      now,
      body: body(item, { ...item, pspReference: "Zoë 👩‍🚀" }),
    });

    const parts = adyen.split?.(JSON.parse(Buffer.from(request.body).toString())) ?? [];

    expect(parts).toHaveLength(2);
    for (const part of parts) {
      // safe: the item from above, signed
      expect(sdk.validateHMAC(part as unknown as Parameters<typeof sdk.validateHMAC>[0], secret)).toBe(true);
    }
  });
});

describe("all items have to be right", () => {
  test("one bad among good ones refuses them all", async () => {
    const bad = { ...signed(), amount: { value: 1, currency: "EUR" } };

    expect(await verify(body(signed(), signed({ pspReference: "2" })))).toMatchObject({ ok: true });
    expect(await verify(body(signed(), bad))).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify(body(bad, signed()))).toEqual({ ok: false, reason: "signature_mismatch" });
    expect(await verify(body(signed(), item))).toEqual({ ok: false, reason: "header_missing" });
  });

  test.each(["", "{}", "[]", "null", '{"notificationItems":[]}', '{"notificationItems":{}}', "\xff"])(
    "no items are no proof: %j",
    async (text) => {
      expect(await verify(Buffer.from(text, "latin1"))).toEqual({ ok: false, reason: "body_malformed" });
    },
  );

  test("a hundred and one items are refused unread", async () => {
    expect(await verify(body(...Array.from({ length: 101 }, () => signed())))).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });

  test("a field that is an object is refused", async () => {
    expect(await verify(body({ ...signed(), pspReference: { toString: "x" } }))).toEqual({
      ok: false,
      reason: "body_malformed",
    });
  });
});

test.each([
  "pspReference",
  "originalReference",
  "merchantAccountCode",
  "merchantReference",
  "eventCode",
  "success",
])("%s is signed", async (name) => {
  expect(await verify(body({ ...signed(), [name]: "other" }))).toEqual({
    ok: false,
    reason: "signature_mismatch",
  });
});

test("the key is hex, and what is not is malformed", async () => {
  const asText = createHmac("sha256", secret).update("any").digest("base64");
  const wrong = { ...item, additionalData: { hmacSignature: asText } };

  expect(await verify(body(wrong))).toEqual({ ok: false, reason: "signature_mismatch" });
  expect(await verify(body(signed()), ["not hex"])).toEqual({ ok: false, reason: "secret_malformed" });
});

test("during a change of keys either verifies", async () => {
  const other = randomBytes(32).toString("hex");

  expect(await verify(body(signed({}, other)), [secret, other])).toEqual({ ok: true, secretIndex: 1 });
});

test("a signature without its padding is refused, unlike in Adyen's library", async () => {
  const good = signed();
  const { hmacSignature } = good.additionalData as { hmacSignature: string }; // safe: made above

  expect(
    await verify(body({ ...good, additionalData: { hmacSignature: hmacSignature.replace("=", "") } })),
  ).toEqual({
    ok: false,
    reason: "signature_malformed",
  });
});

test("tampered signature is refused", async () => {
  const good = await signWebhook(adyen, { secret, url, now, body: body(item) });

  const bad = await tamper(adyen, good, "signature", { secret, now });

  expect(await verify(Buffer.from(bad.body))).toEqual({ ok: false, reason: "signature_mismatch" });
});
