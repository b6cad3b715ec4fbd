import { defineSamples } from "./sample.ts";
export const telnyx = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "telnyx-webhooks" }),
    events: {
        "message.received": (context) => ({
            payload: {
                data: {
                    event_type: "message.received",
                    id: context.uuid(),
                    occurred_at: context.now.toISOString(),
                    payload: {
                        direction: "inbound",
                        from: { carrier: "T-Mobile USA", line_type: "Wireless", phone_number: "+14155550123" },
                        id: context.uuid(),
                        media: [],
                        messaging_profile_id: context.uuid(),
                        parts: 1,
                        received_at: context.now.toISOString(),
                        record_type: "message",
                        text: "Where is my order? 📦",
                        to: [{ phone_number: "+14155550100", status: "webhook_delivered" }],
                        type: "SMS",
                    },
                    record_type: "event",
                },
                meta: { attempt: 1, delivered_to: "https://hooks.example.com/webhooks/telnyx" },
            },
        }),
    },
});
