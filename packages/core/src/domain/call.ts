import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, maybe, oneOf, shape, text, time } from "./field.ts";

const fields = {
  callId: id,
  direction: maybe(oneOf(["inbound", "outbound"])),
  from: maybe(text),
  to: maybe(text),
  agentId: maybe(id),
  startedAt: maybe(time),
};

const ended = { ...fields, endedAt: maybe(time), durationSeconds: maybe(count) };
const call = shape(fields);

export const callEvents = defineFamily({
  "call.started": call,
  "call.answered": call,
  "call.completed": shape({
    ...ended,
    endReason: maybe(text),
  }),
  "call.failed": shape({
    ...ended,
    reason: maybe(oneOf(["busy", "no_answer", "rejected", "canceled", "error"])),
    failureCode: maybe(text),
    failureMessage: maybe(text),
  }),
  "call.recorded": shape({ ...ended, recordingId: maybe(id), recordingUrl: maybe(text) }),
  "call.analyzed": shape({
    ...ended,
    transcript: maybe(text),
    summary: maybe(text),
    recordingUrl: maybe(text),
  }),
});

export const callWords = {
  family: "Telephone calls, and calls that a voice assistant holds.",
  types: {
    "call.started": "A call came in or was placed, and rings.",
    "call.answered": "Someone, or something, took the call.",
    "call.completed": "A call that was answered ended.",
    "call.failed": "A call ended without being answered.",
    "call.recorded": "The recording of a call, or a voice message, can be fetched.",
    "call.analyzed": "The transcript of a call, or what a machine makes of it, is ready.",
  },
  fields: {
    direction: "`inbound`: they called you.",
    from: "A telephone number in E.164, or the caller's id.",
    to: "A telephone number in E.164, or the id of who is called.",
    agentId: "The assistant that speaks for you, where a machine does.",
    endReason: "Who or what ended it, in the provider's word.",
  },
} satisfies FamilyWords<typeof callEvents>;
