import { defineMapping, row } from "../domain/mapping.ts";
import { fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from the Conversations API's webhooks.
 * @see https://developers.messagebird.com/api/conversations/#webhooks
 */
/** Bird (MessageBird). */
export const messagebirdMapping = defineMapping({
    "message.created": [
        row("message.received", (input) => ({ ...message(input), fromName: contactName(input) }), {
            when: (input) => entity(input)["direction"] === "received",
        }),
        row("message.sent", message, { when: hasStatus(["sent"]) }),
    ],
    "message.updated": [
        row("message.sent", message, { when: hasStatus(["sent"]) }),
        row("message.delivered", message, { when: hasStatus(["delivered"]) }),
        row("message.read", message, { when: hasStatus(["read"]) }),
        row("message.failed", (input) => {
            const { code, description } = fields(entity(input)["error"]);
            return { ...message(input), failureCode: idText(code), failureMessage: someText(description) };
        }, { when: hasStatus(["failed", "rejected"]) }),
    ],
});
function entity({ payload }) {
    return fields(fields(payload)["message"]);
}
function hasStatus(statuses) {
    return (input) => statuses.includes(String(entity(input)["status"]));
}
function message(input) {
    const entry = entity(input);
    return {
        messageId: entry["id"],
        channel: someText(entry["platform"]),
        conversationId: someText(entry["conversationId"]),
        from: someText(entry["from"]),
        to: someText(entry["to"]),
        text: someText(fields(entry["content"])["text"]),
    };
}
function contactName({ payload }) {
    return someText(fields(fields(payload)["contact"])["displayName"]);
}
