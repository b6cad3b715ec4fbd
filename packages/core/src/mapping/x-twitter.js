import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, someText } from "../domain/read.ts";
/*
 * Field names from X's account activity payloads. Direct messages are messages; posts, likes and follows stay
 * passthrough.
 * @see https://docs.x.com/x-api/account-activity/introduction
 */
/** X (Twitter). */
export const xTwitterMapping = defineMapping({
    direct_message_events: [
        row("message.sent", message, {
            when: (input) => created(input)["sender_id"] === fields(input.payload)["for_user_id"],
        }),
        row("message.received", (input) => {
            const sender = someText(created(input)["sender_id"]) ?? "";
            const user = fields(fields(fields(input.payload)["users"])[sender]);
            return { ...message(input), fromName: someText(user["name"]) };
        }),
    ],
});
function event({ payload }) {
    return fields(elements(fields(payload)["direct_message_events"])[0]);
}
function created(input) {
    return fields(event(input)["message_create"]);
}
function message(input) {
    const entry = created(input);
    return {
        messageId: event(input)["id"],
        channel: "x",
        from: entry["sender_id"],
        to: fields(entry["target"])["recipient_id"],
        text: someText(fields(entry["message_data"])["text"]),
    };
}
