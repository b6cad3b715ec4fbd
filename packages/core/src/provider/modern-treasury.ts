import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { modernTreasuryMapping } from "../mapping/modern-treasury.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Modern Treasury. The type is the topic, which is a header and not signed, with the event: `payment_order.completed`.
 *
 * Scheme read in modern-treasury 3.3.0 (which compares with `===`). How long it retries is not confirmed, so the
 * horizon is generous.
 * @see https://docs.moderntreasury.com/platform/reference/webhooks-signatures
 */
export const modernTreasury = defineProvider({
  id: "modern-treasury",
  name: "Modern Treasury",
  docs: "https://docs.moderntreasury.com/platform/reference/webhooks-signatures",
  scheme: hmac({ signature: "x-signature" }),
  body: json,
  identify: ({ payload, header }) => {
    const topic = header("x-topic") ?? textAt(payload, "data.object");
    const event = textAt(payload, "event") ?? "unknown";
    return {
      id: header("x-event-id"), // the same whenever it is sent; X-Delivery-ID is not
      type: topic === undefined ? event : `${topic}.${event}`,
      time: isoTimeAt(payload, "data.updated_at"),
      subject: textAt(payload, "data.id"),
    };
  },
  horizonSeconds: 14 * 86_400,
  record: { days: 30, hasPayloads: true },
  domain: modernTreasuryMapping,
});
