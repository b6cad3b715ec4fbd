import { fieldAt } from "../body/field.ts";
import type { Json, JsonObject } from "../event.ts";
import type { ContentInput } from "./content.ts";
import { hmac } from "./hmac.ts";
import { inJson, parseLeniently } from "./place.ts";
import type { Scheme, SignatureReason, VerifyOutcome } from "./scheme.ts";
import { hexSecret } from "./secret-form.ts";

/** Items in one request beyond which it is refused; Adyen sends one in JSON, and at most a handful. */
const maxItems = 100;

/** Signed of each item, in this order and joined by colons. Absent ones are empty. */
const signedFields = [
  "pspReference",
  "originalReference",
  "merchantAccountCode",
  "merchantReference",
  "amount.value",
  "amount.currency",
  "eventCode",
  "success",
];

/** Adyen's payment notifications: a signature inside each item, over some of its fields. All items have to be right. */
export function adyenItems(): Scheme {
  const item = hmac({
    signature: inJson("additionalData.hmacSignature"),
    content: [signedText],
    encoding: "base64",
    secret: hexSecret(),
  });
  return {
    verify: async (input) => {
      const items = itemsOf(parseLeniently(input.request.body));
      if (items === undefined) return { ok: false, reason: "body_malformed" };
      let outcome: VerifyOutcome = { ok: false, reason: "body_malformed" };
      for (const part of items) {
        const body = Buffer.from(JSON.stringify(part), "utf8");
        outcome = await item.verify({ ...input, request: { ...input.request, body } });
        if (!outcome.ok) return outcome;
      }
      return outcome;
    },
    sign: async (input) => {
      const payload = parseLeniently(input.body);
      const signed: Json[] = [];
      for (const part of itemsOf(payload) ?? []) {
        const { body } = await item.sign({ ...input, body: Buffer.from(JSON.stringify(part), "utf8") });
        signed.push({ NotificationRequestItem: parseLeniently(body ?? new Uint8Array()) ?? null });
      }
      const whole: JsonObject = { ...objectOf(payload), notificationItems: signed };
      return { headers: input.headers, body: Buffer.from(JSON.stringify(whole), "utf8") };
    },
    createSecret: (randomBytes) => item.createSecret(randomBytes),
  };
}

function itemsOf(payload: Json | undefined): readonly Json[] | undefined {
  const items = fieldAt(payload, "notificationItems");
  if (!Array.isArray(items) || items.length === 0 || items.length > maxItems) return undefined;
  return items.map((item) => fieldAt(item, "NotificationRequestItem") ?? null);
}

function signedText({ request }: ContentInput): string | { readonly reason: SignatureReason } {
  const item = parseLeniently(request.body);
  const values: string[] = [];
  for (const path of signedFields) {
    const value = fieldAt(item, path) ?? "";
    if (typeof value === "object") return { reason: "body_malformed" };
    values.push(String(value));
  }
  return values.join(":");
}

function objectOf(payload: Json | undefined): JsonObject {
  // safe: an object that is no array
  return typeof payload === "object" && payload !== null && !Array.isArray(payload)
    ? (payload as JsonObject)
    : {};
}
