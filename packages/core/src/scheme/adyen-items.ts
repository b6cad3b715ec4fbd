import { fieldAt } from "../body/field.ts";
import { jsonBeforeProof } from "../body/json.ts";
import type { Json, JsonObject } from "../event.ts";
import { hmac } from "./hmac.ts";
import { parseLeniently } from "./place.ts";
import type { Scheme, SignatureReason, VerifyOutcome } from "./scheme.ts";
import { hexSecret } from "./secret-form.ts";

/** Items in one request beyond which it is refused; Adyen sends one in JSON, and at most a handful. */
const maxItems = 100;

/** Signed of each item, in this order and joined by colons. Absent ones are empty. */
const signedFields = [
  ["pspReference"],
  ["originalReference"],
  ["merchantAccountCode"],
  ["merchantReference"],
  ["amount", "value"],
  ["amount", "currency"],
  ["eventCode"],
  ["success"],
];

/** Where one item's signature stands for the scheme that looks at it; Adyen sends no such header. */
const header = "hmac-signature";

/** Adyen's payment notifications: a signature inside each item, over some of its fields. All items have to be right. */
export function adyenItems(): Scheme {
  const item = hmac({ signature: header, encoding: "base64", secret: hexSecret() });
  return {
    verify: (input): VerifyOutcome => {
      const items = itemsOf(jsonBeforeProof(input.request.body));
      let outcome: VerifyOutcome = refuse("body_malformed");
      for (const part of items ?? []) {
        const signature = ownField(ownField(part, "additionalData"), "hmacSignature");
        const text = signedText(part);
        if (text === undefined) return refuse("body_malformed");
        if (signature === undefined) return refuse("header_missing");
        if (typeof signature !== "string") return refuse("header_malformed");
        const { method, url } = input.request;
        const request = {
          method,
          url,
          headers: [[header, signature]] as const,
          body: Buffer.from(text, "utf8"),
        };
        outcome = item.verify({ ...input, request });
        if (!outcome.ok) return outcome;
      }
      return outcome;
    },
    sign: (input) => {
      const payload = parseLeniently(input.body);
      const signed = (itemsOf(payload) ?? []).map((part): Json => {
        const body = Buffer.from(signedText(part) ?? "", "utf8");
        const { headers } = item.sign({ ...input, headers: {}, body });
        const additional = {
          ...objectOf(fieldAt(part, "additionalData")),
          hmacSignature: headers[header] ?? "",
        };
        return { NotificationRequestItem: { ...objectOf(part), additionalData: additional } };
      });
      const whole: JsonObject = { ...objectOf(payload), notificationItems: signed };
      return { headers: input.headers, body: Buffer.from(JSON.stringify(whole), "utf8") };
    },
    createSecret: (randomBytes) => item.createSecret(randomBytes),
  };
}

function itemsOf(payload: Json | undefined): readonly Json[] | undefined {
  const items = fieldAt(payload, "notificationItems");
  if (!Array.isArray(items) || items.length === 0 || items.length > maxItems) return undefined;
  return items.map((item) => ownField(item, "NotificationRequestItem") ?? null);
}

function signedText(item: Json): string | undefined {
  let text = "";
  for (const names of signedFields) {
    let value: Json | undefined = item;
    for (const name of names) value = ownField(value, name);
    value ??= "";
    if (typeof value === "object") return undefined;
    text += `:${value}`;
  }
  return text.slice(1);
}

/** One step of {@link fieldAt}, a dozen times a hundred in one request: a path would be split each time. */
function ownField(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as JsonObject)[name]; // safe: own property, of an array or an object alike
}

function objectOf(payload: Json | undefined): JsonObject {
  // safe: an object that is no array
  return typeof payload === "object" && payload !== null && !Array.isArray(payload)
    ? (payload as JsonObject)
    : {};
}

function refuse(reason: SignatureReason): VerifyOutcome & { readonly ok: false } {
  return { ok: false, reason };
}
