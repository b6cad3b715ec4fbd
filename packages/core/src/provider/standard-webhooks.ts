import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { standardWebhooksMapping } from "../mapping/standard-webhooks.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Any sender that follows Standard Webhooks: symmetric signatures (`v1`), `webhook-*` headers.
 *
 * Scheme read in standardwebhooks 1.1.1; its published example verifies. Retries are the specification's example.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooks = defineProvider({
  id: "standard-webhooks",
  name: "Standard Webhooks",
  docs: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
  scheme: standardWebhooksScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id"), // the same on every retry
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "data.id"),
  }),
  // The suggested schedule ends after 3 days and 4 hours; senders may stretch it, and resend by hand.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 15,
  domain: standardWebhooksMapping,
});
