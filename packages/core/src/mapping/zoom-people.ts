import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, instant, someText } from "../domain/read.ts";

/* Zoom's users and telephone calls. Field names from memory of Zoom's event references. */

/** Rows of Zoom's mapping for these. */
export const zoomPeopleRows = {
  "user.created": row("user.created", user),
  "user.updated": row("user.updated", user),
  "user.activated": row("user.reactivated", user),
  "user.deactivated": row("user.deactivated", user),
  "user.deleted": row("user.deleted", user),
  "user.signed_in": row("user.signed_in", user),
  "user.signed_out": row("user.signed_out", user),
  // A call rings at the one who is called (`callee`), and at the one who calls (`caller`): each side of it is Zoom's.
  "phone.callee_ringing": row("call.started", call("inbound"), { subject: callId }),
  "phone.callee_answered": row("call.answered", call("inbound"), { subject: callId }),
  "phone.callee_ended": row("call.completed", ended("inbound"), { subject: callId }),
  "phone.callee_missed": row("call.failed", missed, { subject: callId }),
  "phone.caller_ringing": row("call.started", call("outbound"), { subject: callId }),
  "phone.caller_connected": row("call.answered", call("outbound"), { subject: callId }),
  "phone.caller_ended": row("call.completed", ended("outbound"), { subject: callId }),
} as const;

function object({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["payload"])["object"]);
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { id, email, first_name, last_name, display_name } = object(input);
  const names = [someText(first_name), someText(last_name)].filter((name) => name !== undefined);
  return {
    userId: idText(id),
    email: someText(email),
    name: names.length === 0 ? someText(display_name) : names.join(" "),
    organizationId: someText(fields(fields(input.payload)["payload"])["account_id"]),
  };
}

function callId(input: MappingInput): string | undefined {
  return idText(object(input)["call_id"]);
}

function call(direction: "inbound" | "outbound"): (input: MappingInput) => DomainFields<"call.started"> {
  return (input) => {
    const entry = object(input);
    return {
      callId: callId(input),
      direction,
      from: someText(fields(entry["caller"])["phone_number"]),
      to: someText(fields(entry["callee"])["phone_number"]),
      startedAt: instant(entry["ringing_start_time"]),
    };
  };
}

function ended(direction: "inbound" | "outbound"): (input: MappingInput) => DomainFields<"call.completed"> {
  return (input) => {
    const { answer_start_time, connected_start_time, call_end_time } = object(input);
    const from = instant(answer_start_time ?? connected_start_time);
    const to = instant(call_end_time);
    const seconds = from === undefined || to === undefined ? -1 : (Date.parse(to) - Date.parse(from)) / 1000;
    return {
      ...call(direction)(input),
      endedAt: to,
      durationSeconds: seconds < 0 ? undefined : Math.round(seconds),
    };
  };
}

function missed(input: MappingInput): DomainFields<"call.failed"> {
  const { call_end_time, handup_result } = object(input);
  return {
    ...call("inbound")(input),
    endedAt: instant(call_end_time),
    reason: "no_answer",
    failureCode: someText(handup_result),
  };
}
