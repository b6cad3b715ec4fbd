import { defineSamples } from "./sample.ts";
export const stream = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "GetStream-Webhook/1.0",
        "x-api-key": context.id(12).toLowerCase(),
        "x-webhook-attempt": "1",
        "x-webhook-id": context.uuid(),
    }),
    events: {
        "message.new": (context) => {
            const channel = `order-${context.digits(4)}`;
            const user = { id: `user-${context.digits(6)}`, role: "user", name: "Jenny Rosen" };
            return {
                payload: {
                    type: "message.new",
                    cid: `messaging:${channel}`,
                    channel_type: "messaging",
                    channel_id: channel,
                    message: {
                        id: context.uuid(),
                        text: "Where is my order? 📦",
                        type: "regular",
                        user,
                        attachments: [],
                        cid: `messaging:${channel}`,
                        created_at: context.now.toISOString(),
                        updated_at: context.now.toISOString(),
                    },
                    user,
                    members: [],
                    created_at: context.now.toISOString(),
                },
            };
        },
    },
});
