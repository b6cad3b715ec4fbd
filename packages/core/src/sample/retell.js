import { defineSamples } from "./sample.ts";
export const retell = defineSamples({
    headers: () => ({ "content-type": "application/json", "user-agent": "axios/1.7.9" }),
    events: {
        call_ended: (context) => ({
            payload: {
                event: "call_ended",
                call: {
                    call_id: `call_${context.id(26).toLowerCase()}`,
                    call_type: "phone_call",
                    agent_id: `agent_${context.id(26).toLowerCase()}`,
                    agent_version: 3,
                    call_status: "ended",
                    direction: "inbound",
                    from_number: "+14155550199",
                    to_number: "+14155550100",
                    start_timestamp: context.now.getTime() - 62000,
                    end_timestamp: context.now.getTime() - 2000,
                    duration_ms: 60000,
                    disconnection_reason: "user_hangup",
                    transcript: "Agent: Good morning, this is the yard.\nUser: When does the next train leave?\n",
                    transcript_object: [],
                    metadata: {},
                    opt_out_sensitive_data_storage: false,
                },
            },
        }),
    },
});
