import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText, translate } from "../domain/read.ts";

/*
 * Field names from Telnyx's messaging and call control events. `message.finalized` says by the recipient's status
 * whether a message arrived.
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */

/** Telnyx. */
export const telnyxMapping = defineMapping({
  "message.received": row("message.received", message),
  "message.sent": row("message.sent", message),
  "message.finalized": [
    row("message.delivered", message, { when: (input) => recipient(input)["status"] === "delivered" }),
    row("message.failed", failedMessage, {
      when: (input) => /failed|expired/.test(String(recipient(input)["status"])),
    }),
  ],
  "call.initiated": row("call.started", call),
  "call.answered": row("call.answered", call),
  "call.hangup": [
    row("call.failed", failedCall, {
      when: (input) => translate(data(input)["hangup_cause"], failureReasons) !== undefined,
    }),
    row("call.completed", (input) => ({
      ...endedCall(input),
      endReason: someText(data(input)["hangup_cause"]),
    })),
  ],
  "call.recording.saved": row("call.recorded", (input) => {
    const entry = data(input);
    const urls = fields(entry["recording_urls"]);
    return {
      ...endedCall(input),
      recordingId: someText(entry["recording_id"]),
      recordingUrl: someText(urls["mp3"]) ?? someText(urls["wav"]),
    };
  }),
});

/** Causes with which a call ends that nobody took; all others end one that was answered. */
const failureReasons: Readonly<Record<string, "busy" | "no_answer" | "rejected" | "canceled" | "error">> = {
  user_busy: "busy",
  no_answer: "no_answer",
  timeout: "no_answer",
  call_rejected: "rejected",
  originator_cancel: "canceled",
  unallocated_number: "error",
  not_found: "error",
};

function data({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["payload"]);
}

function recipient(input: MappingInput): Fields {
  return fields(elements(data(input)["to"])[0]);
}

function message(input: MappingInput): DomainFields<"message.sent"> {
  const entry = data(input);
  const media = elements(entry["media"]).map(fields);
  return {
    messageId: entry["id"],
    channel: someText(entry["type"])?.toLowerCase(),
    from: someText(fields(entry["from"])["phone_number"]),
    to: someText(recipient(input)["phone_number"]),
    text: someText(entry["text"]),
    media:
      media.length === 0
        ? undefined
        : media.map((file) => ({ url: file["url"], contentType: someText(file["content_type"]) })),
  };
}

function failedMessage(input: MappingInput): DomainFields<"message.failed"> {
  const error = fields(elements(data(input)["errors"])[0]);
  return {
    ...message(input),
    failureCode: someText(error["code"]) ?? someText(recipient(input)["status"]),
    failureMessage: someText(error["detail"]) ?? someText(error["title"]),
  };
}

function call(input: MappingInput): DomainFields<"call.started"> {
  const entry = data(input);
  const directions: Readonly<Record<string, string>> = { incoming: "inbound", outgoing: "outbound" };
  return {
    callId: entry["call_leg_id"],
    direction: translate(entry["direction"], directions),
    from: someText(entry["from"]),
    to: someText(entry["to"]),
    startedAt: instant(entry["start_time"]),
  };
}

function endedCall(input: MappingInput): DomainFields<"call.completed"> {
  const entry = data(input);
  const seconds = (Date.parse(String(entry["end_time"])) - Date.parse(String(entry["start_time"]))) / 1000;
  return {
    ...call(input),
    endedAt: instant(entry["end_time"]),
    durationSeconds: seconds >= 0 ? Math.round(seconds) : undefined,
  };
}

function failedCall(input: MappingInput): DomainFields<"call.failed"> {
  const cause = String(data(input)["hangup_cause"]);
  return { ...endedCall(input), reason: translate(cause, failureReasons), failureCode: cause };
}
