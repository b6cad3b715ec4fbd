import { fieldAt, textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { chargebeeMapping } from "../mapping/chargebee.ts";
import { defineProvider } from "../provider.ts";
import { basicAuth } from "../scheme/token.ts";

/**
 * Chargebee. It signs nothing: the webhook is protected by basic authentication, and the secret is `user:password` as
 * it is typed in there. What is sent could be replayed or changed by whoever sees one request, so only ever give
 * Chargebee an `https://` URL.
 *
 * Scheme from third-party text. Seven retries within some two days are from memory, not confirmed.
 * @see https://www.chargebee.com/docs/billing/2.0/site-configuration/webhook_settings
 */
export const chargebee = defineProvider({
  id: "chargebee",
  name: "Chargebee",
  docs: "https://www.chargebee.com/docs/billing/2.0/site-configuration/webhook_settings",
  scheme: basicAuth(),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: unixTimeAt(payload, "occurred_at"),
    subject: subjectOf(payload),
  }),
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 60,
  // How often it was sent, and whether that worked, change between two sendings.
  volatile: ["webhook_status", "webhooks"],
  record: { days: 90, hasPayloads: true, settings: ["site"] },
  domain: chargebeeMapping,
});

/** Of what the event carries, the thing that it is named after: `subscription_created`, `payment_succeeded`. */
function subjectOf(payload: Json): string | undefined {
  const type = textAt(payload, "event_type") ?? "";
  const kinds = [
    "subscription",
    "invoice",
    "customer",
    "credit_note",
    "transaction",
    "quote",
    "order",
    "item",
  ];
  const kind =
    kinds.find((one) => type.startsWith(`${one}_`)) ??
    kinds.find((one) => fieldAt(payload, `content.${one}`) !== undefined);
  const named = type.startsWith("payment_") ? "transaction" : kind;
  return textAt(payload, `content.${named ?? ""}.id`);
}
