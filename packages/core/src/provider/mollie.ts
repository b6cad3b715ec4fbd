import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mollieMapping } from "../mapping/mollie.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { inHeader } from "../scheme/place.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Mollie's next-generation webhooks. (Those of a payment's `webhookUrl`, which are not signed, are `mollie-classic`.)
 *
 * While a secret is rotated a request carries the header twice, one for each: any may match, also where a platform has
 * joined them. The hex comes after `sha256=`; the documentation's example compares it bare, so both are read.
 *
 * Scheme from Mollie's documentation and its PHP library (`SignatureValidator`); Mollie's library for Node verifies
 * nothing. Retries from the documentation too.
 * @see https://docs.mollie.com/reference/webhooks-best-practices
 */
export const mollie = defineProvider({
  id: "mollie",
  name: "Mollie",
  docs: "https://docs.mollie.com/reference/webhooks-best-practices",
  scheme: hmac({
    signature: inHeader("x-mollie-signature", { repeated: true }),
    format: entries({ signature: ["sha256=", ""] }),
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "createdAt"),
    subject: textAt(payload, "entityId"),
  }),
  // 26 hours by itself; generous since events can be sent again.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 15,
  domain: mollieMapping,
});
