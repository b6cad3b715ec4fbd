import { defineSamples } from "./sample.ts";
export const messagebird = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "MessageBird/ApiClient" }),
    events: {
        "message.created": (context) => {
            const id = Buffer.from(context.random(16)).toString("hex");
            const conversation = Buffer.from(context.random(16)).toString("hex");
            return {
                payload: {
                    type: "message.created",
                    contact: { id: context.id(32).toLowerCase(), msisdn: 14155550123, displayName: "Jenny Rosen" },
                    conversation: { id: conversation, status: "active" },
                    message: {
                        id,
                        conversationId: conversation,
                        channelId: Buffer.from(context.random(16)).toString("hex"),
                        platform: "whatsapp",
                        to: "+14155550100",
                        from: "+14155550123",
                        direction: "received",
                        status: "received",
                        type: "text",
                        content: { text: "Where is my order? 📦" },
                        createdDatetime: context.now.toISOString(),
                        updatedDatetime: context.now.toISOString(),
                    },
                },
            };
        },
    },
});
