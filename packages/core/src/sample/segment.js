import { defineSamples } from "./sample.ts";
export const segment = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Segment.io/1.0" }),
    events: {
        track: (context) => ({
            payload: {
                anonymousId: context.uuid(),
                channel: "server",
                context: { ip: "203.0.113.7", library: { name: "analytics-node", version: "2.2.1" } },
                event: "Order Completed",
                integrations: {},
                messageId: `node-next-${context.now.getTime()}-${context.uuid()}`,
                originalTimestamp: context.now.toISOString(),
                properties: { orderId: `order-${context.digits(6)}`, total: 49.9, currency: "EUR" },
                receivedAt: context.now.toISOString(),
                sentAt: context.now.toISOString(),
                timestamp: context.now.toISOString(),
                type: "track",
                userId: context.digits(6),
                version: 2,
            },
        }),
    },
});
