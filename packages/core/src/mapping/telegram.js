import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Telegram's Bot API. A message's id counts within its chat, so the chat stands in front of it.
 * @see https://core.telegram.org/bots/api#message
 */
/** Telegram. Posts of a channel are messages too; buttons and polls stay passthrough. */
export const telegramMapping = defineMapping({
    message: row("message.received", received),
    channel_post: row("message.received", received),
    business_message: row("message.received", received),
    edited_message: row("message.updated", message),
    edited_channel_post: row("message.updated", message),
    edited_business_message: row("message.updated", message),
});
function entity({ payload, identity }) {
    return fields(fields(payload)[identity.type]);
}
function message(input) {
    const entry = entity(input);
    const chat = idText(fields(entry["chat"])["id"]);
    const id = idText(entry["message_id"]);
    const media = mediaOf(entry);
    return {
        messageId: chat === undefined || id === undefined ? undefined : `${chat}:${id}`,
        channel: "telegram",
        conversationId: chat,
        from: idText(fields(entry["from"] ?? entry["sender_chat"])["id"]),
        text: someText(entry["text"]) ?? someText(entry["caption"]),
        media: media.length === 0 ? undefined : media,
    };
}
function received(input) {
    const { first_name, last_name, title } = fields(entity(input)["from"] ?? entity(input)["sender_chat"]);
    const names = [someText(first_name), someText(last_name)].filter((name) => name !== undefined);
    return { ...message(input), fromName: names.length === 0 ? someText(title) : names.join(" ") };
}
function mediaOf(entry) {
    const largest = elements(entry["photo"]).at(-1); // the same picture in several sizes
    const files = [
        largest,
        ...["document", "video", "audio", "voice", "animation", "sticker"].map((name) => entry[name]),
    ];
    return files
        .map(fields)
        .filter((file) => typeof file["file_id"] === "string")
        .map((file) => ({ mediaId: file["file_id"], contentType: file["mime_type"], name: file["file_name"] }));
}
