import { defineSamples } from "./sample.ts";
export const vonage = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "Nexmo/MessagingHUB/v1.0" }),
    events: {
        "message.delivered": (context) => ({
            payload: {
                message_uuid: context.uuid(),
                to: "14155550123",
                from: "14155550100",
                timestamp: context.now.toISOString(),
                status: "delivered",
                usage: { currency: "EUR", price: "0.0333" },
                channel: "sms",
            },
        }),
    },
});
