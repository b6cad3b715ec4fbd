import { defineMapping, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";
/*
 * Field names from the Conversation API's callbacks.
 * @see https://developers.sinch.com/docs/conversation/callbacks
 */
/** Sinch. */
export const sinchMapping = defineMapping({
    message: row("message.received", received, {
        when: (input) => part(input, "message")["direction"] === "TO_APP",
    }),
    message_delivery_report: [
        row("message.sent", report, { when: hasStatus("QUEUED_ON_CHANNEL") }),
        row("message.delivered", report, { when: hasStatus("DELIVERED") }),
        row("message.read", report, { when: hasStatus("READ") }),
        row("message.failed", (input) => {
            const { code, description } = fields(part(input, "message_delivery_report")["reason"]);
            return { ...report(input), failureCode: someText(code), failureMessage: someText(description) };
        }, { when: hasStatus("FAILED") }),
    ],
});
function part({ payload }, name) {
    return fields(fields(payload)[name]);
}
function hasStatus(status) {
    return (input) => part(input, "message_delivery_report")["status"] === status;
}
function received(input) {
    const entry = part(input, "message");
    const content = fields(entry["contact_message"]);
    const media = fields(content["media_message"]);
    const channel = fields(entry["channel_identity"]);
    return {
        messageId: entry["id"],
        channel: someText(channel["channel"])?.toLowerCase(),
        conversationId: someText(entry["conversation_id"]),
        from: someText(channel["identity"]),
        text: someText(fields(content["text_message"])["text"]),
        media: media["url"] === undefined ? undefined : [{ url: media["url"] }],
    };
}
function report(input) {
    const entry = part(input, "message_delivery_report");
    const channel = fields(entry["channel_identity"]);
    return {
        messageId: entry["message_id"],
        channel: someText(channel["channel"])?.toLowerCase(),
        conversationId: someText(entry["conversation_id"]),
        to: someText(channel["identity"]),
    };
}
