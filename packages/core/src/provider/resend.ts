import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { resendMapping } from "../mapping/resend.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Resend, which sends through Svix: `svix-*` headers, and the key is base64 after `whsec_`.
 *
 * Scheme read in resend 6.38.0; retries and replays from Resend's documentation.
 * @see https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests
 */
export const resend = defineProvider({
  id: "resend",
  name: "Resend",
  docs: "https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests",
  scheme: standardWebhooksScheme({ headerPrefix: "svix-" }),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("svix-id"), // the same on every retry
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.email_id") ?? textAt(payload, "data.id"),
  }),
  // Eight attempts within 28 hours; resent by hand later. https://resend.com/docs/webhooks/retries-and-replays
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 15,
  record: { days: 30, hasPayloads: false },
  domain: resendMapping,
});
