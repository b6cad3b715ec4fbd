import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { flutterwaveMapping } from "../mapping/flutterwave.ts";
import { defineProvider } from "../provider.ts";
import { anyOf } from "../scheme/any-of.ts";
import { hmac } from "../scheme/hmac.ts";
import { token } from "../scheme/token.ts";

/**
 * Flutterwave, versions 4 and 3. The secret is the secret hash of the dashboard in both.
 *
 * Version 4 signs the body (`flutterwave-signature`). Version 3 has no signature: it sends the secret hash itself with
 * every request (`verif-hash`), which says nothing about the body. Ask Flutterwave for the transaction before money
 * moves on a version 3 event.
 *
 * Version 3 from Flutterwave's documentation. For version 4, public material disagrees: the signature as base64 of an
 * HMAC-SHA256 is in two independent pieces of third-party code, one of them with a delivery that it was compared with;
 * another compares the header with the secret. Not confirmed by Flutterwave itself. Three retries, half an hour apart,
 * are from memory.
 * @see https://developer.flutterwave.com/docs/webhooks
 */
export const flutterwave = defineProvider({
  id: "flutterwave",
  name: "Flutterwave",
  docs: "https://developer.flutterwave.com/docs/webhooks",
  scheme: anyOf(
    hmac({ signature: "flutterwave-signature", encoding: "base64" }),
    token({ at: "verif-hash" }),
  ),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "webhook_id"), // version 3 has none
    type: textAt(payload, "type") ?? textAt(payload, "event") ?? "unknown",
    time: isoTimeAt(payload, "data.created_datetime") ?? isoTimeAt(payload, "data.created_at"),
    subject: textAt(payload, "data.id"),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 60,
  response: { status: 200 },
  domain: flutterwaveMapping,
});
