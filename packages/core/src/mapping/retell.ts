import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, known, someText, translate } from "../domain/read.ts";

/* Field names from Retell's own types (retell-sdk 5.66.1). */

/** Retell AI. A call that nobody took ends as any other, and says so in its reason. */
export const retellMapping = defineMapping({
  call_started: row("call.started", call),
  call_ended: [
    row("call.failed", (input) => ({ ...ended(input), reason: unanswered(input) }), {
      when: (input) => unanswered(input) !== undefined,
    }),
    row("call.completed", (input) => ({ ...ended(input), endReason: entry(input)["disconnection_reason"] })),
  ],
  call_analyzed: row("call.analyzed", (input) => {
    const { transcript, recording_url, call_analysis } = entry(input);
    return {
      ...ended(input),
      transcript: someText(transcript),
      summary: someText(fields(call_analysis)["call_summary"]),
      recordingUrl: recording_url,
    };
  }),
});

function entry({ payload }: MappingInput): Fields {
  return fields(fields(payload)["call"]);
}

function call(input: MappingInput): DomainFields<"call.started"> {
  const { call_id, agent_id, direction, from_number, to_number, start_timestamp } = entry(input);
  return {
    callId: call_id,
    agentId: agent_id,
    direction: known(direction, ["inbound", "outbound"]),
    from: from_number,
    to: to_number,
    startedAt: milliseconds(start_timestamp),
  };
}

function ended(input: MappingInput): DomainFields<"call.completed"> {
  const { end_timestamp, duration_ms } = entry(input);
  return {
    ...call(input),
    endedAt: milliseconds(end_timestamp),
    durationSeconds: typeof duration_ms === "number" ? Math.round(duration_ms / 1000) : undefined,
  };
}

function unanswered(input: MappingInput): string | undefined {
  return translate(entry(input)["disconnection_reason"], failures);
}

const failures: Readonly<Record<string, string>> = {
  dial_busy: "busy",
  dial_no_answer: "no_answer",
  dial_failed: "error",
  user_declined: "rejected",
};

function milliseconds(value: unknown): string | undefined {
  return typeof value === "number" ? instant(value / 1000) : undefined;
}
