import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { squareMapping } from "../mapping/square.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Square. The notification URL is signed in front of the body, byte for byte as it is configured at Square: behind a
 * proxy that changes it (scheme, host, a slash at the end), give it as the setting `url`.
 *
 * `X-Square-Signature` (SHA-1), which older subscriptions were sent, is never looked at.
 *
 * Scheme read in square 46.0.0; 10 seconds and retries from Square's documentation.
 * @see https://developer.squareup.com/docs/webhooks/step3validate
 */
export const square = defineProvider({
  id: "square",
  name: "Square",
  docs: "https://developer.squareup.com/docs/webhooks/step3validate",
  scheme: hmac({
    signature: "x-square-hmacsha256-signature",
    content: "{url}{body}",
    encoding: "base64",
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event_id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.id"),
  }),
  // Up to 72 hours, as its page on delivery said (https://developer.squareup.com/docs/webhooks-api/delivery-sla); newer
  // accounts, from memory, tell of 24. A day to spare.
  horizonSeconds: 4 * 86_400,
  deadlineSeconds: 10,
  // Absent on the first. https://developer.squareup.com/docs/webhooks/build-with-webhooks
  retries: { header: "square-retry-number", from: 1 },
  record: { days: 28, hasPayloads: true },
  domain: squareMapping,
});
