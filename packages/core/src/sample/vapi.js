import { defineSamples } from "./sample.ts";
export const vapi = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "axios/1.7.9" }),
    events: {
        "end-of-call-report": (context) => ({
            payload: {
                message: {
                    timestamp: context.now.getTime(),
                    type: "end-of-call-report",
                    endedReason: "customer-ended-call",
                    startedAt: new Date(context.now.getTime() - 62000).toISOString(),
                    endedAt: new Date(context.now.getTime() - 2000).toISOString(),
                    durationSeconds: 60,
                    cost: 0.0731,
                    artifact: {
                        transcript: "AI: Good morning, this is the yard.\nUser: When does the next train leave?\n",
                        recordingUrl: "https://storage.vapi.ai/recording.wav",
                    },
                    analysis: { summary: "The caller asked when the next train leaves.", successEvaluation: "true" },
                    call: {
                        id: context.uuid(),
                        orgId: context.uuid(),
                        type: "inboundPhoneCall",
                        status: "ended",
                        assistantId: context.uuid(),
                        phoneNumber: { number: "+14155550100" },
                        customer: { number: "+14155550199" },
                    },
                },
            },
        }),
    },
});
