import { defineSamples, unixSeconds } from "./sample.ts";
function event(context, type, data) {
    return {
        payload: {
            id: `evt_${context.id(32)}`,
            object: "event",
            created_at: unixSeconds(context.now),
            type,
            data,
        },
    };
}
export const openai = defineSamples({
    headers: (context) => ({
        "content-type": "application/json",
        "user-agent": "OpenAI/1.0 (+https://platform.openai.com/docs/webhooks)",
        "webhook-id": `wh_${context.id(32)}`,
    }),
    events: {
        "response.completed": (context) => event(context, "response.completed", { id: `resp_${context.id(48).toLowerCase()}` }),
        "batch.completed": (context) => event(context, "batch.completed", { id: `batch_${context.id(32).toLowerCase()}` }),
        "realtime.call.incoming": (context) => event(context, "realtime.call.incoming", {
            call_id: `rtc_${context.id(32).toLowerCase()}`,
            sip_headers: [
                { name: "From", value: "sip:+14155550100@sip.example.com" },
                { name: "To", value: "sip:+14155550199@sip.example.com" },
                { name: "Call-ID", value: context.uuid() },
            ],
        }),
    },
});
