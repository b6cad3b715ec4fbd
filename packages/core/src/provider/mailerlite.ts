import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mailerliteMapping } from "../mapping/mailerlite.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * MailerLite (the new one, not Classic). Each webhook has a secret of its own: list those of all that post here. One
 * set to batches sends a list `events`, any other one event.
 *
 * An event has no id, and an open or click no time either: the same bytes are the same event, so two opens by one
 * subscriber are one here.
 *
 * Scheme and payloads from third-party code (n8n and others agree). Delivery facts from memory, not confirmed.
 * @see https://developers.mailerlite.com/docs/webhooks.html
 */
export const mailerlite = defineProvider({
  id: "mailerlite",
  name: "MailerLite",
  docs: "https://developers.mailerlite.com/docs/webhooks.html",
  scheme: hmac({ signature: "signature" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "updated_at"),
    subject:
      textAt(payload, "subscriber.id") ?? textAt(payload, "data.subscriber.id") ?? textAt(payload, "id"),
  }),
  // For how long MailerLite retries is not known here; ample.
  horizonSeconds: 3 * 86_400,
  domain: mailerliteMapping,
});
