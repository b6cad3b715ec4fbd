import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mauticMapping } from "../mapping/mautic.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * Mautic. A request holds a list of events under each type's name (`mautic.lead_post_save_new`); each becomes an event
 * with its name around it. They have no ids: the same bytes, which hold a time, are the same event.
 *
 * Scheme from third-party code (n8n). Payloads and delivery facts from memory, not confirmed.
 * @see https://docs.mautic.org/en/5.x/channels/webhooks.html
 */
export const mautic = defineProvider({
    id: "mautic",
    name: "Mautic",
    docs: "https://docs.mautic.org/en/5.x/channels/webhooks.html",
    scheme: hmac({ signature: "webhook-signature", encoding: "base64" }),
    body: json,
    split,
    identify: ({ payload }) => {
        const type = Object.keys(objectOf(payload)).find(isType);
        const event = type === undefined ? undefined : objectOf(payload)[type];
        const first = Array.isArray(event) ? event[0] : event;
        return {
            id: undefined,
            type: type ?? "unknown",
            time: isoTimeAt(first, "timestamp"),
            subject: textAt(first, "contact.id") ?? textAt(first, "lead.id") ?? textAt(first, "submission.id"),
        };
    },
    // Sent again until it is taken, unless the webhook is switched off; ample.
    horizonSeconds: 7 * 86400,
    domain: mauticMapping,
});
function split(payload) {
    const whole = objectOf(payload);
    const parts = Object.keys(whole)
        .filter(isType)
        .flatMap((name) => {
        const events = whole[name];
        return (Array.isArray(events) ? events : [events ?? null]).map((event) => ({ [name]: [event] }));
    });
    return parts.length === 0 ? [payload] : parts;
}
/** The names have a dot in them, so no path leads there. */
function objectOf(payload) {
    const isObject = typeof payload === "object" && payload !== null && !Array.isArray(payload);
    return isObject ? payload : {}; // safe: an object that is no array
}
function isType(name) {
    return /^mautic\.\w+$/.test(name);
}
