import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { razorpayMapping } from "../mapping/razorpay.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Razorpay. You choose the secret when you make the webhook; it is not the API secret.
 *
 * The event's id is a header and not signed. While a secret is changed, retries of older events are still signed with
 * the old one: keep both.
 *
 * Scheme read in razorpay 2.9.8 (which compares with `===`). Retries with growing gaps for 24 hours are from memory,
 * not confirmed.
 * @see https://razorpay.com/docs/webhooks/validate-test/
 */
export const razorpay = defineProvider({
  id: "razorpay",
  name: "Razorpay",
  docs: "https://razorpay.com/docs/webhooks/validate-test/",
  scheme: hmac({ signature: "x-razorpay-signature" }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-razorpay-event-id"), // the same on a retry
    type: textAt(payload, "event") ?? "unknown",
    time: unixTimeAt(payload, "created_at"),
    subject: subjectOf(payload),
  }),
  // A day of retries; events can be sent again by hand.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 5,
  domain: razorpayMapping,
});

/** The entity that the event is named after; `contains` names the others that come with it. */
function subjectOf(payload: Json): string | undefined {
  const kind = (textAt(payload, "event") ?? "").split(".")[0] ?? "";
  const first = textAt(payload, "contains.0") ?? "";
  return textAt(payload, `payload.${kind}.entity.id`) ?? textAt(payload, `payload.${first}.entity.id`);
}
