import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { customerIoMapping } from "../mapping/customer-io.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
/**
 * Customer.io's reporting webhooks. The type is the object and the metric: `email.delivered`, `sms.sent`.
 *
 * Signed like Slack's, but the header is bare hex without `v0=`.
 *
 * Scheme from third-party code (n8n and others agree). Delivery facts from memory, not confirmed.
 * @see https://docs.customer.io/journeys/webhooks/
 */
export const customerIo = defineProvider({
    id: "customer-io",
    name: "Customer.io",
    docs: "https://docs.customer.io/journeys/webhooks/",
    scheme: hmac({
        signature: "x-cio-signature",
        content: "v0:{timestamp}:{body}",
        timestamp: { header: "x-cio-timestamp", unit: "seconds", toleranceSeconds: 300 },
    }),
    body: json,
    identify: ({ payload }) => {
        const object = textAt(payload, "object_type");
        const metric = textAt(payload, "metric");
        return {
            id: textAt(payload, "event_id"),
            type: object === undefined || metric === undefined ? "unknown" : `${object}.${metric}`,
            time: unixTimeAt(payload, "timestamp"),
            subject: textAt(payload, "data.delivery_id") ?? textAt(payload, "data.customer_id"),
        };
    },
    // Retried for 7 days; a day to spare.
    horizonSeconds: 8 * 86400,
    deadlineSeconds: 4,
    domain: customerIoMapping,
});
