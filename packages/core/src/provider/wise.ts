import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { wiseMapping } from "../mapping/wise.ts";
import { defineProvider } from "../provider.ts";
import { asymmetric } from "../scheme/asymmetric.ts";

/**
 * Wise. The secret is Wise's public key for webhooks, as its documentation prints it: there is one for live and another
 * for the sandbox. A delivery's id, which is a header, stays the same when it is retried.
 *
 * `X-Signature` (SHA-1), which older subscriptions were sent, is never looked at.
 *
 * Scheme from Wise's published examples, whose sandbox request verifies. 25 attempts within 14 days are from memory.
 * @see https://docs.wise.com/guides/developer/webhooks
 */
export const wise = defineProvider({
  id: "wise",
  name: "Wise",
  docs: "https://docs.wise.com/guides/developer/webhooks",
  scheme: asymmetric({ algorithm: "rsa-sha256", signature: "x-signature-sha256", encoding: "base64" }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("x-delivery-id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "data.occurred_at") ?? isoTimeAt(payload, "sent_at"),
    subject: textAt(payload, "data.resource.id"),
  }),
  horizonSeconds: 21 * 86_400,
  deadlineSeconds: 5,
  domain: wiseMapping,
});
