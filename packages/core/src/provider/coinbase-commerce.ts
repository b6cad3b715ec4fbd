import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { coinbaseCommerceMapping } from "../mapping/coinbase-commerce.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Coinbase Commerce. A request holds the event and, beside it, how often it was tried: a retry has the same event id in
 * another body.
 *
 * Scheme read in coinbase-commerce-node 1.0.4. Retries for up to 3 days are from memory, not confirmed.
 * @see https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security
 */
export const coinbaseCommerce = defineProvider({
  id: "coinbase-commerce",
  name: "Coinbase Commerce",
  docs: "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security",
  scheme: hmac({ signature: "x-cc-webhook-signature" }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "event.id"),
    type: textAt(payload, "event.type") ?? "unknown",
    time: isoTimeAt(payload, "event.created_at"),
    subject: textAt(payload, "event.data.id") ?? textAt(payload, "event.data.code"),
  }),
  horizonSeconds: 7 * 86_400,
  response: { status: 200 },
  volatile: ["attempt_number", "scheduled_for", "id"],
  retries: { field: "attempt_number", from: 2 },
  record: { days: 30, hasPayloads: true },
  domain: coinbaseCommerceMapping,
});
