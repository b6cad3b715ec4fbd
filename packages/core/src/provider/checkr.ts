import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { checkrMapping } from "../mapping/checkr.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Checkr: candidates, invitations, reports.
 *
 * The key is the account's API key. No time is signed.
 *
 * Payload from the documentation. Header, HMAC-SHA256 and hex as third parties tell them, who differ over the key: if the
 * API key does not verify, try the secret of the webhook (a source takes both). Retries from memory, not confirmed.
 * @see https://docs.checkr.com/apis/webhooks
 */
export const checkr = defineProvider({
  id: "checkr",
  name: "Checkr",
  docs: "https://docs.checkr.com/apis/webhooks",
  scheme: hmac({ signature: "x-checkr-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.object.id"),
  }),
  // Every minute at first, then hourly for a day; two days to spare.
  horizonSeconds: 3 * 86_400,
  domain: checkrMapping,
});
