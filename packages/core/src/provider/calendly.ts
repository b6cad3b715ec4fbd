import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { calendlyMapping } from "../mapping/calendly.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Calendly: invitees who book and cancel, and routing forms.
 *
 * The key is the subscription's signing key, which whoever makes the subscription may choose: without one nothing is
 * signed, and nothing is accepted here. There is no event id.
 *
 * Scheme, 15 seconds and 24 hours of retries from the documentation.
 * @see https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures
 */
export const calendly = defineProvider({
  id: "calendly",
  name: "Calendly",
  docs: "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures",
  scheme: hmac({
    signature: "calendly-webhook-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 180 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "payload.scheduled_event.uri") ?? textAt(payload, "payload.uri"),
  }),
  // 24 hours with growing pauses, then the subscription is switched off.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 15,
  domain: calendlyMapping,
});
