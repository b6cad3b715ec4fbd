import { defineSamples } from "./sample.ts";
export const line = defineSamples({
    headers: () => ({ "content-type": "application/json; charset=utf-8", "user-agent": "LineBotWebhook/2.0" }),
    events: {
        message: (context) => ({
            payload: {
                destination: `U${Buffer.from(context.random(16)).toString("hex")}`,
                events: [
                    {
                        type: "message",
                        message: {
                            type: "text",
                            id: context.digits(18),
                            quoteToken: context.id(40),
                            text: "Where is my order? 📦",
                        },
                        webhookEventId: `01${context.id(24).toUpperCase()}`,
                        deliveryContext: { isRedelivery: false },
                        timestamp: context.now.getTime(),
                        source: { type: "user", userId: `U${Buffer.from(context.random(16)).toString("hex")}` },
                        replyToken: Buffer.from(context.random(16)).toString("hex"),
                        mode: "active",
                    },
                ],
            },
        }),
    },
});
