import { defineSamples } from "./sample.ts";
export const cursor = defineSamples({
    headers: (context, type) => ({
        "content-type": "application/json",
        "user-agent": "Cursor-Agent-Webhook/1.0",
        "x-webhook-event": type,
        "x-webhook-id": context.uuid(),
    }),
    events: {
        statusChange: (context) => {
            const id = `bc-${context.uuid()}`;
            return {
                payload: {
                    event: "statusChange",
                    timestamp: context.now.toISOString(),
                    id,
                    status: "FINISHED",
                    source: { repository: "https://github.com/acme/shop", ref: "main" },
                    target: {
                        url: `https://cursor.com/agents?id=${id}`,
                        branchName: "cursor/prices-with-tax",
                        prUrl: "https://github.com/acme/shop/pull/42",
                    },
                    summary: "Prices are shown with tax.",
                },
            };
        },
    },
});
