import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { tallyMapping } from "../mapping/tally.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Tally: answers to a form.
 *
 * Signed when the webhook has a signing secret; without one nothing is accepted here. No time is signed.
 *
 * Scheme described alike in two third-party sources; retries from memory, not confirmed.
 * @see https://tally.so/help/webhooks
 */
export const tally = defineProvider({
  id: "tally",
  name: "Tally",
  docs: "https://tally.so/help/webhooks",
  scheme: hmac({ signature: "tally-signature", encoding: "base64" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "eventId"),
    type: textAt(payload, "eventType") ?? "unknown",
    time: isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "data.submissionId") ?? textAt(payload, "data.responseId"),
  }),
  // Again after 5 and 30 minutes, 1 hour, 6 hours and a day; resent by hand later.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 10,
  domain: tallyMapping,
});
