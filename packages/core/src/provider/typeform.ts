import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { typeformMapping } from "../mapping/typeform.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Typeform: answers to a form.
 *
 * The signature is base64 behind `sha256=`, not hex as with most who write it so. A webhook made without a secret is
 * not signed at all. No time is signed, so an old request is as good as a new one: the event id tells them apart.
 *
 * Scheme read in third-party code (n8n) and described alike elsewhere; retries from memory, not confirmed.
 * @see https://www.typeform.com/developers/webhooks/secure-your-webhooks/
 */
export const typeform = defineProvider({
  id: "typeform",
  name: "Typeform",
  docs: "https://www.typeform.com/developers/webhooks/secure-your-webhooks/",
  scheme: hmac({ signature: "typeform-signature", format: prefixed("sha256="), encoding: "base64" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event_id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "form_response.submitted_at"),
    subject: textAt(payload, "form_response.token"),
  }),
  // Some ten hours of retries; then an answer can be sent again by hand.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 30,
  domain: typeformMapping,
});
