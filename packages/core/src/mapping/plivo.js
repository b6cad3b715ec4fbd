import { defineMapping, row } from "../domain/mapping.ts";
import { fields, known, someText } from "../domain/read.ts";
/*
 * Parameter names from Plivo's callbacks. `in-progress` comes at each step of a call and stays passthrough.
 * @see https://www.plivo.com/docs/messaging/api/message/message-status-callbacks
 */
/** Plivo. */
export const plivoMapping = defineMapping({
    "message.received": row("message.received", message),
    "message.sent": row("message.sent", message),
    "message.delivered": row("message.delivered", message),
    "message.read": row("message.read", message),
    "message.undelivered": row("message.failed", failedMessage),
    "message.failed": row("message.failed", failedMessage),
    "call.ringing": row("call.started", call),
    "call.completed": row("call.completed", endedCall),
    "call.busy": row("call.failed", (input) => ({ ...endedCall(input), reason: "busy" })),
    "call.no-answer": row("call.failed", (input) => ({ ...endedCall(input), reason: "no_answer" })),
    "call.cancel": row("call.failed", (input) => ({ ...endedCall(input), reason: "canceled" })),
    "call.failed": row("call.failed", (input) => ({ ...endedCall(input), reason: "error" })),
});
function message({ payload }) {
    const entry = fields(payload);
    const media = Array.from({ length: 10 }, (_, index) => someText(entry[`Media${index}`])).filter((url) => url !== undefined);
    return {
        messageId: entry["MessageUUID"],
        channel: someText(entry["Type"]) ?? "sms",
        from: someText(entry["From"]),
        to: someText(entry["To"]),
        text: someText(entry["Text"]) ?? someText(entry["Body"]),
        media: media.length === 0 ? undefined : media.map((url) => ({ url })),
    };
}
function failedMessage(input) {
    return { ...message(input), failureCode: someText(fields(input.payload)["ErrorCode"]) };
}
function call({ payload }) {
    const entry = fields(payload);
    return {
        callId: entry["CallUUID"],
        direction: known(entry["Direction"], ["inbound", "outbound"]),
        from: someText(entry["From"]),
        to: someText(entry["To"]),
    };
}
function endedCall(input) {
    const { Duration } = fields(input.payload);
    const isNumber = typeof Duration === "string" && /^\d{1,9}$/.test(Duration);
    return { ...call(input), durationSeconds: isNumber ? Number(Duration) : undefined };
}
