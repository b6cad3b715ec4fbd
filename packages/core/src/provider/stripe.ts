import { json } from "../body/json.ts";
import { isoTimeAt, textAt, unixTimeAt } from "../body/field.ts";
import { stripeMapping } from "../mapping/stripe.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { utf8Secret } from "../scheme/secret-form.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Stripe, snapshot events (v1) and thin events (v2).
 *
 * The key is the whole `whsec_…` text: it is not base64. While a secret is rolled, a delivery holds a `v1` for each.
 * Unlike Stripe's own library, a timestamp in the future is refused too.
 *
 * Scheme read in stripe 23.1.0 (`Webhooks.js`); three days of retries from the documentation.
 * @see https://docs.stripe.com/webhooks/signature
 */
export const stripe = defineProvider({
  id: "stripe",
  name: "Stripe",
  docs: "https://docs.stripe.com/webhooks/signature",
  scheme: hmac({
    signature: "stripe-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    secret: utf8Secret({ prefix: "whsec_" }),
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixTimeAt(payload, "created") ?? isoTimeAt(payload, "created"), // v2 writes ISO 8601
    subject: textAt(payload, "data.object.id") ?? textAt(payload, "related_object.id"),
  }),
  // Retried for 3 days by itself; resent by hand (dashboard, CLI) for as long as Stripe keeps events, 30 days.
  horizonSeconds: 30 * 86_400,
  // How many endpoints have yet to confirm: it goes down between two sendings of one event.
  volatile: ["pending_webhooks"],
  // https://docs.stripe.com/event-destinations/eventbridge
  partnerSource: "aws.partner/stripe.com/",
  record: { days: 30, hasPayloads: true },
  domain: stripeMapping,
});
