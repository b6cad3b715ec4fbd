import { defineMapping, row } from "../domain/mapping.ts";
import { fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Viber's callbacks.
 * @see https://developers.viber.com/docs/api/rest-bot-api/#receive-message-from-user
 */
/** Viber. */
export const viberMapping = defineMapping({
    message: row("message.received", ({ payload }) => {
        const { message_token, sender, message, chat_hostname } = fields(payload);
        const { id, name } = fields(sender);
        const { text, media, file_name } = fields(message);
        return {
            messageId: idText(message_token),
            channel: "viber",
            conversationId: someText(chat_hostname),
            from: id,
            fromName: someText(name),
            text: someText(text),
            media: someText(media) === undefined ? undefined : [{ url: media, name: someText(file_name) }],
        };
    }),
    delivered: row("message.delivered", receipt),
    seen: row("message.read", receipt),
    failed: row("message.failed", (input) => ({
        ...receipt(input),
        failureMessage: someText(fields(input.payload)["desc"]),
    })),
});
function receipt({ payload }) {
    const { message_token, user_id } = fields(payload);
    return { messageId: idText(message_token), channel: "viber", to: user_id };
}
