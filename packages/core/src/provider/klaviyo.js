import { fieldAt, isoTimeAt, textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { klaviyoMapping } from "../mapping/klaviyo.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * Klaviyo's system webhooks, up to 1000 events in a request. The "Webhook" action of a flow is not signed and not
 * taken.
 *
 * The body is signed with the header `Klaviyo-Timestamp` after it. How that header is written is not documented, and
 * deliveries were seen in which it is hours off, so the age is that of `meta.timestamp` in the body, signed as well.
 *
 * Scheme from Klaviyo's documentation and third-party code (hookdeck/webhook-skills, a PHP client with a captured
 * delivery). Delivery facts not confirmed.
 * @see https://developers.klaviyo.com/en/docs/system-webhooks
 */
export const klaviyo = defineProvider({
    id: "klaviyo",
    name: "Klaviyo",
    docs: "https://developers.klaviyo.com/en/docs/system-webhooks",
    scheme: hmac({
        signature: "klaviyo-signature",
        content: "{body}{header:klaviyo-timestamp}",
        timestamp: { field: "meta.timestamp", unit: "iso8601", toleranceSeconds: 300 },
    }),
    body: json,
    split: (payload) => {
        const events = fieldAt(payload, "data");
        return Array.isArray(events) ? events : [payload];
    },
    identify: ({ payload }) => {
        const id = textAt(payload, "external_id");
        const type = textAt(payload, "topic") ?? "unknown";
        return {
            id: id === undefined ? undefined : `${type}:${id}`,
            type,
            time: isoTimeAt(payload, "payload.data.attributes.datetime") ??
                unixTimeAt(payload, "payload.data.attributes.timestamp"),
            subject: textAt(payload, "payload.data.relationships.profile.data.id") ?? id,
        };
    },
    // For how long Klaviyo retries it does not say; ample.
    horizonSeconds: 7 * 86400,
    response: { status: 200 },
    domain: klaviyoMapping,
});
