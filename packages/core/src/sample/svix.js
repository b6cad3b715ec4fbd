import { defineSamples } from "./sample.ts";
export const svix = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "Svix-Webhooks/1.79 (sender-9YMgn; +https://www.svix.com/http-sender/)",
        "svix-id": `msg_${context.id(27)}`,
    }),
    events: {
        "report.ready": (context) => ({
            payload: {
                type: "report.ready",
                timestamp: context.now.toISOString(),
                data: { id: `rep_${context.id(16)}`, name: "Sales of December", rows: 1042 },
            },
        }),
    },
});
