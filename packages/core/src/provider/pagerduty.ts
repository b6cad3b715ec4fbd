import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { pagerdutyMapping } from "../mapping/pagerduty.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * PagerDuty, webhooks of version 3. While a secret is rotated the header holds a `v1` for each; any may match.
 *
 * A 4xx drops the event for good, and three drops switch the subscription off for a day. Payloads over 55 KB may come
 * out of order, over 256 KB not at all.
 *
 * Scheme and delivery from the documentation.
 * @see https://developer.pagerduty.com/docs/verifying-webhook-signatures
 */
export const pagerduty = defineProvider({
  id: "pagerduty",
  name: "PagerDuty",
  docs: "https://developer.pagerduty.com/docs/verifying-webhook-signatures",
  scheme: hmac({ signature: "x-pagerduty-signature", format: entries({ signature: "v1=" }) }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event.id"), // the same on every retry
    type: textAt(payload, "event.event_type") ?? "unknown",
    time: isoTimeAt(payload, "event.occurred_at"),
    // What hangs on an incident (a note, a responder) names it beside itself.
    subject: textAt(payload, "event.data.incident.id") ?? textAt(payload, "event.data.id"),
  }),
  // Retried for 48 hours; a day to spare.
  horizonSeconds: 3 * 86_400,
  deadlineSeconds: 5,
  domain: pagerdutyMapping,
});
