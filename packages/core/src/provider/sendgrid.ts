import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { sendgridMapping } from "../mapping/sendgrid.ts";
import { defineProvider } from "../provider.ts";
import { asymmetric } from "../scheme/asymmetric.ts";

/**
 * Twilio SendGrid's Event Webhook. The secret is the public key (base64) of Mail Settings; switch signing on there.
 * Inbound Parse is another thing, and not signed this way.
 *
 * One request carries many events. The body ends in CRLF, which is signed too. SendGrid's own library looks at no
 * age; here the time of sending, which is signed, may be 5 minutes off.
 *
 * Scheme read in @sendgrid/eventwebhook 8.0.0; retries from SendGrid's documentation.
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export const sendgrid = defineProvider({
  id: "sendgrid",
  name: "Twilio SendGrid",
  docs: "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features",
  scheme: asymmetric({
    algorithm: "ecdsa-p256-sha256",
    signature: "x-twilio-email-event-webhook-signature",
    encoding: "base64",
    content: "{timestamp}{body}",
    timestamp: { header: "x-twilio-email-event-webhook-timestamp", unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  split: (payload) => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => ({
    id: textAt(payload, "sg_event_id"),
    type: textAt(payload, "event") ?? "unknown",
    time: unixTimeAt(payload, "timestamp"),
    // What the API answered when the mail was sent is the part in front of the first dot.
    subject: textAt(payload, "sg_message_id")?.split(".")[0],
  }),
  // Retried for 24 hours; a day to spare. https://docs.sendgrid.com/for-developers/tracking-events/troubleshooting
  horizonSeconds: 2 * 86_400,
  domain: sendgridMapping,
});
