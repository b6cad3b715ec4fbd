import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { mailerliteMapping } from "../mapping/mailerlite.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * MailerLite. A webhook set to batches sends a list `events`, any other one event. An event has no id: the same bytes
 * are the same event.
 *
 * Scheme from third-party code (n8n). Payloads and delivery facts from memory, not confirmed.
 * @see https://developers.mailerlite.com/docs/webhooks.html
 */
export const mailerlite = defineProvider({
    id: "mailerlite",
    name: "MailerLite",
    docs: "https://developers.mailerlite.com/docs/webhooks.html",
    scheme: hmac({ signature: "signature" }),
    body: json,
    split: (payload) => {
        const events = fieldAt(payload, "events");
        return Array.isArray(events) ? events : [payload];
    },
    identify: ({ payload }) => ({
        id: undefined,
        type: textAt(payload, "event") ?? textAt(payload, "type") ?? "unknown",
        time: isoTimeAt(payload, "updated_at"),
        subject: textAt(payload, "subscriber.id") ?? textAt(payload, "data.subscriber.id") ?? textAt(payload, "id"),
    }),
    // For how long MailerLite retries is not known here; ample.
    horizonSeconds: 3 * 86400,
    domain: mailerliteMapping,
});
