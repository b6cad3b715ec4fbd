import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { telnyxMapping } from "../mapping/telnyx.ts";
import { defineProvider } from "../provider.ts";
import { asymmetric } from "../scheme/asymmetric.ts";

/**
 * Telnyx: messages and calls. The secret is the account's public key (base64) from Mission Control.
 *
 * Scheme read in telnyx 7.24.0. Delivery facts from memory, not confirmed.
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */
export const telnyx = defineProvider({
  id: "telnyx",
  name: "Telnyx",
  docs: "https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks",
  scheme: asymmetric({
    algorithm: "ed25519",
    signature: "telnyx-signature-ed25519",
    encoding: "base64",
    content: "{timestamp}|{body}",
    timestamp: { header: "telnyx-timestamp", unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "data.id"),
    type: textAt(payload, "data.event_type") ?? "unknown",
    time: isoTimeAt(payload, "data.occurred_at"),
    subject: textAt(payload, "data.payload.call_leg_id") ?? textAt(payload, "data.payload.id"),
  }),
  // Three attempts, then the failover URL; ample.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 2,
  // Counts the attempts of one event.
  volatile: ["meta"],
  retries: { field: "meta.attempt", from: 2 },
  record: { days: 30, hasPayloads: true, settings: ["messagingProfile"] },
  domain: telnyxMapping,
});
