import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { cashfreeMapping } from "../mapping/cashfree.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Cashfree Payments. The secret is the client secret. Time and body are signed with nothing between them; a page of the
 * documentation writes a dot there, which is PHP's for joining texts.
 *
 * Cashfree's own library does not look at the time's age. Here it may be off by five minutes; whether a retry is signed
 * anew is not documented: raise the tolerance if retries are refused as stale.
 *
 * Scheme read in cashfree-pg 6.0.6 (which starts error reporting of its own when it is loaded); the milliseconds in the
 * documentation's example. How long it retries is not confirmed, so the horizon is generous.
 * @see https://www.cashfree.com/docs/payments/online/webhooks/signature-verification
 */
export const cashfree = defineProvider({
  id: "cashfree",
  name: "Cashfree Payments",
  docs: "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification",
  scheme: hmac({
    signature: "x-webhook-signature",
    content: "{timestamp}{body}",
    encoding: "base64",
    timestamp: { header: "x-webhook-timestamp", unit: "milliseconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-idempotency-key"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "event_time"),
    subject:
      textAt(payload, "data.refund.cf_refund_id") ??
      textAt(payload, "data.payment.cf_payment_id") ??
      textAt(payload, "data.order.order_id"),
  }),
  horizonSeconds: 7 * 86_400,
  domain: cashfreeMapping,
});
