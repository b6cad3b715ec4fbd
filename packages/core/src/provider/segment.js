import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { segmentMapping } from "../mapping/segment.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * Twilio Segment's webhook destination. The key is the shared secret of the destination, without which Segment does not
 * sign. HMAC-SHA1 is all that it offers.
 *
 * The type is that of the call (`track`, `identify`). A list of calls is taken apart.
 *
 * Scheme from Segment's documentation. Delivery facts from memory, not confirmed.
 * @see https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook
 */
export const segment = defineProvider({
    id: "segment",
    name: "Twilio Segment",
    docs: "https://www.twilio.com/docs/segment/connections/destinations/catalog/actions-webhook",
    scheme: hmac({ signature: "x-signature", algorithm: "sha1" }),
    body: json,
    split: (payload) => (Array.isArray(payload) ? payload : [payload]),
    identify: ({ payload }) => ({
        id: textAt(payload, "messageId"),
        type: textAt(payload, "type") ?? "unknown",
        time: isoTimeAt(payload, "timestamp"),
        subject: textAt(payload, "userId") ?? textAt(payload, "anonymousId"),
    }),
    // Nine attempts within 4 hours; replays by hand come later.
    horizonSeconds: 7 * 86400,
    deadlineSeconds: 5,
    domain: segmentMapping,
});
