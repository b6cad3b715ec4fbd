import { defineSamples } from "./sample.ts";
export const liveblocks = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Svix-Webhooks/1.62.0",
        "webhook-id": `msg_${context.id(27)}`,
    }),
    events: {
        commentCreated: (context) => ({
            payload: {
                type: "commentCreated",
                data: {
                    projectId: context.id(24),
                    roomId: `order-${context.digits(4)}`,
                    threadId: `th_${context.id(21)}`,
                    commentId: `cm_${context.id(21)}`,
                    createdAt: context.now.toISOString(),
                    createdBy: "jenny",
                },
            },
        }),
    },
});
