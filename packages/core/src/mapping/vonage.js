import { defineMapping, row } from "../domain/mapping.ts";
import { fields, instant, known, someText } from "../domain/read.ts";
/*
 * Field names from Vonage's Messages and Voice APIs. `started`, which comes before `ringing`, stays passthrough.
 * @see https://developer.vonage.com/en/api/messages
 */
/** Vonage. */
export const vonageMapping = defineMapping({
    "message.inbound": row("message.received", (input) => ({
        ...message(input),
        fromName: someText(fields(fields(input.payload)["profile"])["name"]),
    })),
    "message.submitted": row("message.sent", message),
    "message.delivered": row("message.delivered", message),
    "message.read": row("message.read", message),
    "message.rejected": row("message.failed", failedMessage),
    "message.undeliverable": row("message.failed", failedMessage),
    "call.ringing": row("call.started", call),
    "call.answered": row("call.answered", call),
    "call.completed": row("call.completed", endedCall),
    "call.busy": row("call.failed", (input) => ({ ...endedCall(input), reason: "busy" })),
    "call.unanswered": row("call.failed", (input) => ({ ...endedCall(input), reason: "no_answer" })),
    "call.timeout": row("call.failed", (input) => ({ ...endedCall(input), reason: "no_answer" })),
    "call.rejected": row("call.failed", (input) => ({ ...endedCall(input), reason: "rejected" })),
    "call.cancelled": row("call.failed", (input) => ({ ...endedCall(input), reason: "canceled" })),
    "call.failed": row("call.failed", (input) => ({ ...endedCall(input), reason: "error" })),
});
const mediaTypes = ["image", "video", "audio", "file"];
function message({ payload }) {
    const entry = fields(payload);
    const media = mediaTypes.map((name) => fields(entry[name])).filter((file) => file["url"] !== undefined);
    return {
        messageId: someText(entry["message_uuid"]) ?? entry["messageId"],
        channel: someText(entry["channel"]) ?? "sms",
        from: someText(entry["from"]) ?? someText(entry["msisdn"]),
        to: someText(entry["to"]),
        text: someText(entry["text"]),
        media: media.length === 0
            ? undefined
            : media.map((file) => ({ url: file["url"], name: someText(file["name"]) })),
    };
}
function failedMessage(input) {
    const { title, detail, type } = fields(fields(input.payload)["error"]);
    return {
        ...message(input),
        failureCode: someText(title) ?? someText(type)?.split("#").at(-1),
        failureMessage: someText(detail),
    };
}
function call({ payload }) {
    const entry = fields(payload);
    return {
        callId: entry["uuid"],
        direction: known(entry["direction"], ["inbound", "outbound"]),
        from: someText(entry["from"]),
        to: someText(entry["to"]),
        startedAt: instant(entry["start_time"]),
    };
}
function endedCall(input) {
    const { end_time, duration } = fields(input.payload);
    return {
        ...call(input),
        endedAt: instant(end_time),
        durationSeconds: typeof duration === "string" && /^\d{1,9}$/.test(duration) ? Number(duration) : undefined,
    };
}
