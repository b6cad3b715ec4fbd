import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { rippleMapping } from "../mapping/ripple.ts";
import { defineProvider } from "../provider.ts";
import { bodyDigest } from "../scheme/content.ts";
import { hmac } from "../scheme/hmac.ts";
import { base64Secret } from "../scheme/secret-form.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Ripple Collections. What is signed is the time in milliseconds and the SHA-256 of the body, in hex. The key is the
 * base64-decoded `signature_verification_key`; each type of event has one of its own: give all of them.
 *
 * Type and subscription are headers and not signed. An event has no id: the same bytes are the same event.
 *
 * Scheme from Ripple's documentation. How long it retries is not confirmed, so the horizon is generous.
 * @see https://docs.ripple.com/products/collections/guides/verifying-webhooks
 */
export const ripple = defineProvider({
  id: "ripple",
  name: "Ripple Collections",
  docs: "https://docs.ripple.com/products/collections/guides/verifying-webhooks",
  scheme: hmac({
    signature: "x-webhook-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: ["{timestamp}.", bodyDigest("sha256", "hex")],
    secret: base64Secret(),
    timestamp: { unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload, header }) => ({
    id: undefined,
    type: header("x-webhook-event-type") ?? textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp") ?? isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id") ?? textAt(payload, "id"),
  }),
  horizonSeconds: 7 * 86_400,
  domain: rippleMapping,
});
