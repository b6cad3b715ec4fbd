import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, instant, someText, translate } from "../domain/read.ts";

/*
 * Field names from Vapi's API reference. A call's end comes as a state, and again as a report with what was said: the
 * report is `call.analyzed`.
 */

/** Vapi. */
export const vapiMapping = defineMapping({
  "status-update": [
    row("call.started", (input) => call(input), { when: isStatus("ringing") }),
    row("call.answered", (input) => call(input), { when: isStatus("in-progress") }),
    row(
      "call.completed",
      (input) => ({ ...call(input), endReason: someText(message(input)["endedReason"]) }),
      {
        when: isStatus("ended"),
      },
    ),
  ],
  "end-of-call-report": row("call.analyzed", (input) => {
    const report = message(input);
    const { transcript, recordingUrl } = fields(report["artifact"]);
    const seconds = report["durationSeconds"];
    return {
      ...call(input),
      startedAt: instant(report["startedAt"]),
      endedAt: instant(report["endedAt"]),
      durationSeconds: typeof seconds === "number" ? Math.round(seconds) : undefined,
      transcript: transcript ?? report["transcript"],
      summary: fields(report["analysis"])["summary"] ?? report["summary"],
      recordingUrl: recordingUrl ?? report["recordingUrl"],
    };
  }),
});

function message({ payload }: MappingInput): Fields {
  return fields(fields(payload)["message"]);
}

function isStatus(status: string) {
  return (input: MappingInput): boolean => message(input)["status"] === status;
}

function call(input: MappingInput): DomainFields<"call.started"> {
  const entry = fields(message(input)["call"]);
  const customer = fields(entry["customer"])["number"];
  const own = fields(entry["phoneNumber"])["number"] ?? fields(message(input)["phoneNumber"])["number"];
  const direction = translate(entry["type"], directions);
  return {
    callId: entry["id"],
    agentId: entry["assistantId"],
    direction,
    from: direction === "outbound" ? own : customer,
    to: direction === "outbound" ? customer : own,
  };
}

const directions: Readonly<Record<string, string>> = {
  inboundPhoneCall: "inbound",
  outboundPhoneCall: "outbound",
  webCall: "inbound",
};
