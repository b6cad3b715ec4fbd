import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { paystackMapping } from "../mapping/paystack.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { utf8Secret } from "../scheme/secret-form.ts";

/**
 * Paystack. The key is the API's secret key itself (`sk_live_…`), and the digest is SHA-512.
 *
 * An event has no id: the same bytes are the same event.
 *
 * Scheme from third-party code and text. Retries (live: every 3 minutes four times, then hourly for 72 hours) are from
 * memory, not confirmed.
 * @see https://paystack.com/docs/payments/webhooks/
 */
export const paystack = defineProvider({
  id: "paystack",
  name: "Paystack",
  docs: "https://paystack.com/docs/payments/webhooks/",
  scheme: hmac({
    signature: "x-paystack-signature",
    algorithm: "sha512",
    secret: utf8Secret({ prefix: "sk_test_", bytes: 20 }),
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time:
      isoTimeAt(payload, "data.paid_at") ??
      isoTimeAt(payload, "data.updatedAt") ??
      isoTimeAt(payload, "data.createdAt") ??
      isoTimeAt(payload, "data.created_at"),
    subject:
      textAt(payload, "data.reference") ??
      textAt(payload, "data.subscription_code") ??
      textAt(payload, "data.transfer_code") ??
      textAt(payload, "data.customer_code") ??
      textAt(payload, "data.id"),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 30,
  response: { status: 200 },
  domain: paystackMapping,
});
