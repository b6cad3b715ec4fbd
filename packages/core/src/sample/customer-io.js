import { defineSamples, unixSeconds } from "./sample.ts";
export const customerIo = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Customer.io Web Hooks 1.0" }),
    events: {
        "email.delivered": (context) => ({
            payload: {
                data: {
                    campaign_id: Number(context.digits(3)),
                    action_id: Number(context.digits(3)),
                    customer_id: context.digits(6),
                    delivery_id: `${context.id(26)}==`,
                    identifiers: {
                        id: context.digits(6),
                        email: "jenny.rosen@example.com",
                        cio_id: context.id(12).toLowerCase(),
                    },
                    recipient: "jenny.rosen@example.com",
                    subject: "Your order is on its way 📦",
                },
                event_id: `01${context.id(24).toUpperCase()}`,
                metric: "delivered",
                object_type: "email",
                timestamp: unixSeconds(context.now),
            },
        }),
    },
});
