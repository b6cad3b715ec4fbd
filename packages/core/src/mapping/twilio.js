import { defineMapping, row } from "../domain/mapping.ts";
import { fields, instant, known, someText } from "../domain/read.ts";
/*
 * Parameter names from Twilio's request references. All values of a callback are text. `initiated`, `queued` and the
 * like, which come before anything happened to the other side, stay passthrough.
 * @see https://www.twilio.com/docs/messaging/guides/webhook-request
 */
/** Twilio: callbacks and Event Streams. */
export const twilioMapping = defineMapping({
    "message.received": row("message.received", (input) => ({
        ...message(input),
        fromName: someText(fields(input.payload)["ProfileName"]),
    })),
    "message.sent": row("message.sent", message),
    "message.delivered": row("message.delivered", message),
    "message.read": row("message.read", message),
    "message.undelivered": row("message.failed", failedMessage),
    "message.failed": row("message.failed", failedMessage),
    "call.ringing": row("call.started", call),
    "call.in-progress": row("call.answered", call),
    "call.completed": row("call.completed", endedCall),
    "call.busy": row("call.failed", (input) => ({ ...endedCall(input), reason: "busy" })),
    "call.no-answer": row("call.failed", (input) => ({ ...endedCall(input), reason: "no_answer" })),
    "call.canceled": row("call.failed", (input) => ({ ...endedCall(input), reason: "canceled" })),
    "call.failed": row("call.failed", (input) => ({ ...endedCall(input), reason: "error" })),
    "recording.completed": row("call.recorded", (input) => {
        const entry = fields(input.payload);
        return {
            callId: entry["CallSid"],
            startedAt: twilioTime(entry["RecordingStartTime"]),
            durationSeconds: seconds(entry["RecordingDuration"]),
            recordingId: entry["RecordingSid"],
            recordingUrl: entry["RecordingUrl"],
        };
    }, { subject: ({ payload }) => someText(fields(payload)["CallSid"]) }),
    "com.twilio.messaging.inbound-message.received": row("message.received", streamed),
    "com.twilio.messaging.message.sent": row("message.sent", streamed),
    "com.twilio.messaging.message.delivered": row("message.delivered", streamed),
    "com.twilio.messaging.message.read": row("message.read", streamed),
    "com.twilio.messaging.message.undelivered": row("message.failed", failedStreamed),
    "com.twilio.messaging.message.failed": row("message.failed", failedStreamed),
});
function message({ payload }) {
    const entry = fields(payload);
    const count = Math.min(seconds(entry["NumMedia"]) ?? 0, 10); // Twilio's own limit of media in a message
    const media = Array.from({ length: count }, (_, index) => ({
        url: entry[`MediaUrl${index}`],
        contentType: entry[`MediaContentType${index}`],
    }));
    return {
        messageId: someText(entry["MessageSid"]) ?? entry["SmsSid"],
        channel: channelOf(entry, count),
        from: addressOf(entry["From"]),
        to: addressOf(entry["To"]),
        text: entry["Body"],
        media: media.length === 0 ? undefined : media,
    };
}
function failedMessage(input) {
    const { ErrorCode, ErrorMessage } = fields(input.payload);
    return { ...message(input), failureCode: someText(ErrorCode), failureMessage: someText(ErrorMessage) };
}
/** `whatsapp:+14155238886`: the channel stands in front of the number. */
const prefixedAddress = /^(whatsapp|messenger|rcs):/;
function channelOf(entry, mediaCount) {
    const prefix = prefixedAddress.exec(String(entry["From"] ?? entry["from"]))?.[1];
    return prefix ?? (mediaCount > 0 ? "mms" : "sms");
}
function addressOf(value) {
    return someText(value)?.replace(prefixedAddress, "");
}
function call({ payload }) {
    const entry = fields(payload);
    const direction = String(entry["Direction"]).startsWith("outbound") ? "outbound" : entry["Direction"];
    return {
        callId: entry["CallSid"],
        direction: known(direction, ["inbound", "outbound"]),
        from: entry["From"],
        to: entry["To"],
    };
}
function endedCall(input) {
    const { CallDuration, Timestamp } = fields(input.payload);
    return { ...call(input), durationSeconds: seconds(CallDuration), endedAt: twilioTime(Timestamp) };
}
function streamed({ payload }) {
    const entry = fields(fields(payload)["data"]);
    return {
        messageId: entry["messageSid"],
        channel: channelOf(entry, seconds(entry["numMedia"]) ?? 0),
        from: addressOf(entry["from"]),
        to: addressOf(entry["to"]),
        text: someText(entry["body"]),
    };
}
function failedStreamed(input) {
    const code = fields(fields(input.payload)["data"])["errorCode"];
    return { ...streamed(input), failureCode: typeof code === "number" ? String(code) : someText(code) };
}
function seconds(value) {
    if (typeof value === "number")
        return value;
    return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}
/** `Tue, 31 Aug 2021 18:50:19 +0000` in RFC 3339. */
function twilioTime(value) {
    if (typeof value !== "string" || !value.endsWith(" +0000"))
        return undefined;
    const time = Date.parse(value);
    return Number.isNaN(time) ? undefined : instant(time / 1000);
}
