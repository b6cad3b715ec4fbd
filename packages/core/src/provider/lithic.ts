import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { lithicMapping } from "../mapping/lithic.ts";
import { defineProvider } from "../provider.ts";
import { standardWebhooksScheme } from "../scheme/standard-webhooks.ts";

/**
 * Lithic: Standard Webhooks as they are written, with a secret in base64 after `whsec_`.
 *
 * Scheme read in lithic 0.145.0. How long it retries is not confirmed, so the horizon is generous.
 * @see https://docs.lithic.com/docs/events-api
 */
export const lithic = defineProvider({
  id: "lithic",
  name: "Lithic",
  docs: "https://docs.lithic.com/docs/events-api",
  scheme: standardWebhooksScheme(),
  body: json,
  identify: ({ payload, header }) => ({
    id: header("webhook-id"),
    type: textAt(payload, "event_type") ?? "unknown",
    time: isoTimeAt(payload, "updated") ?? isoTimeAt(payload, "created"),
    subject: textAt(payload, "token") ?? textAt(payload, "card_token"),
  }),
  horizonSeconds: 7 * 86_400,
  record: { days: 30, hasPayloads: true },
  domain: lithicMapping,
});
