import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, fields, instant, known, someText, translate } from "../domain/read.ts";

/** ElevenLabs; a conversation with an agent is a call. */
export const elevenlabsMapping = defineMapping({
  post_call_transcription: row("call.analyzed", analyzed),
  call_initiation_failure: row("call.failed", (input) => {
    const data = fields(fields(input.payload)["data"]);
    return {
      callId: data["conversation_id"],
      agentId: data["agent_id"],
      reason: translate(data["failure_reason"], reasons),
      failureCode: someText(data["failure_reason"]),
    };
  }),
});

const reasons: Readonly<Record<string, string>> = {
  busy: "busy",
  "no-answer": "no_answer",
  unknown: "error",
};

function analyzed({ payload }: MappingInput): DomainFields<"call.analyzed"> {
  const data = fields(fields(payload)["data"]);
  const { start_time_unix_secs, call_duration_secs, phone_call } = fields(data["metadata"]);
  const phone = fields(phone_call);
  const isInbound = phone["direction"] === "inbound";
  const turns = elements(data["transcript"])
    .map(fields)
    .flatMap(({ role, message }) =>
      someText(message) === undefined ? [] : [`${String(role)}: ${String(message)}`],
    );
  return {
    callId: data["conversation_id"],
    agentId: data["agent_id"],
    direction: known(phone["direction"], ["inbound", "outbound"]),
    from: isInbound ? phone["external_number"] : phone["agent_number"],
    to: isInbound ? phone["agent_number"] : phone["external_number"],
    startedAt: instant(start_time_unix_secs),
    durationSeconds: call_duration_secs,
    transcript: turns.length === 0 ? undefined : turns.join("\n"),
    summary: someText(fields(data["analysis"])["transcript_summary"]),
  };
}
