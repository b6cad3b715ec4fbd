import { defineSamples, unixSeconds } from "./sample.ts";
export const elevenlabs = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "ElevenLabs/1.0" }),
    events: {
        post_call_transcription: (context) => ({
            payload: {
                type: "post_call_transcription",
                event_timestamp: unixSeconds(context.now),
                data: {
                    agent_id: `agent_${context.id(28).toLowerCase()}`,
                    conversation_id: `conv_${context.id(28).toLowerCase()}`,
                    status: "done",
                    user_id: null,
                    transcript: [
                        { role: "agent", message: "Good morning, this is the yard.", time_in_call_secs: 0 },
                        { role: "user", message: "When does the next train leave?", time_in_call_secs: 3 },
                    ],
                    metadata: {
                        start_time_unix_secs: unixSeconds(context.now) - 60,
                        call_duration_secs: 22,
                        cost: 296,
                        termination_reason: "",
                        phone_call: {
                            type: "twilio",
                            direction: "inbound",
                            phone_number_id: context.id(22),
                            agent_number: "+14155550100",
                            external_number: "+14155550199",
                            call_sid: `CA${context.id(32).toLowerCase()}`,
                        },
                    },
                    analysis: {
                        call_successful: "success",
                        transcript_summary: "The caller asked when the next train leaves.",
                        data_collection_results: {},
                    },
                },
            },
        }),
    },
});
