import { defineFamily } from "./definition.ts";
import { count, id, maybe, oneOf, shape, text, time } from "./field.ts";
const fields = {
    callId: id,
    direction: maybe(oneOf(["inbound", "outbound"]), "`inbound`: they called you."),
    from: maybe(text, "A telephone number in E.164, or the caller's id."),
    to: maybe(text, "A telephone number in E.164, or the id of who is called."),
    agentId: maybe(id, "The assistant that speaks for you, where a machine does."),
    startedAt: maybe(time),
};
const ended = { ...fields, endedAt: maybe(time), durationSeconds: maybe(count) };
const call = shape(fields);
export const callEvents = defineFamily("Telephone calls, and calls that a voice assistant holds.", {
    "call.started": {
        description: "A call came in or was placed, and rings.",
        schema: call,
    },
    "call.answered": { description: "Someone, or something, took the call.", schema: call },
    "call.completed": {
        description: "A call that was answered ended.",
        schema: shape({ ...ended, endReason: maybe(text, "Who or what ended it, in the provider's word.") }),
    },
    "call.failed": {
        description: "A call ended without being answered.",
        schema: shape({
            ...ended,
            reason: maybe(oneOf(["busy", "no_answer", "rejected", "canceled", "error"])),
            failureCode: maybe(text),
            failureMessage: maybe(text),
        }),
    },
    "call.recorded": {
        description: "The recording of a call, or a voice message, can be fetched.",
        schema: shape({ ...ended, recordingId: maybe(id), recordingUrl: maybe(text) }),
    },
    "call.analyzed": {
        description: "The transcript of a call, or what a machine makes of it, is ready.",
        schema: shape({
            ...ended,
            transcript: maybe(text),
            summary: maybe(text),
            recordingUrl: maybe(text),
        }),
    },
});
