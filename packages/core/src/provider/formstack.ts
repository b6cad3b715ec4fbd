import { textAt } from "../body/field.ts";
import { jsonOrForm } from "../body/form.ts";
import { formstackMapping } from "../mapping/formstack.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Formstack: answers to a form, as JSON or as a form themselves.
 *
 * Give the webhook an HMAC key. Its other protection, a shared secret, comes inside the body (`HandshakeKey`) and would
 * be kept with every event. No time is signed, and a submission does not say when it was made.
 *
 * Scheme read in third-party code (n8n); retries from memory, not confirmed.
 * @see https://help.formstack.com/hc/en-us/articles/360019520211-Webhook-setup
 */
export const formstack = defineProvider({
  id: "formstack",
  name: "Formstack",
  docs: "https://help.formstack.com/hc/en-us/articles/360019520211-Webhook-setup",
  scheme: hmac({ signature: "x-fs-signature", format: prefixed("sha256=") }),
  body: jsonOrForm,
  identify: ({ payload }) => ({
    id: textAt(payload, "UniqueID"),
    type: "submission",
    time: undefined,
    subject: textAt(payload, "UniqueID"),
  }),
  // Nothing is published that could be found: generous.
  horizonSeconds: 3 * 86_400,
  domain: formstackMapping,
});
