import { defineSamples } from "./sample.ts";
export const cloudevents = defineSamples({
    headers: () => ({ "content-type": "application/cloudevents+json; charset=utf-8" }),
    events: {
        "com.example.order.created": (context) => ({
            payload: {
                specversion: "1.0",
                id: context.uuid(),
                source: "https://shop.example.com/orders",
                type: "com.example.order.created",
                subject: `ord_${context.id(16)}`,
                time: context.now.toISOString(),
                datacontenttype: "application/json",
                data: { total: 4990, currency: "EUR" },
            },
        }),
    },
});
