import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, someText } from "../domain/read.ts";
/*
 * Field names from Discord's message object. Only messages of lobbies and games come by webhook; entitlements and
 * authorizations stay passthrough.
 * @see https://discord.com/developers/docs/events/webhook-events#event-types
 */
/** Discord. */
export const discordMapping = defineMapping({
    LOBBY_MESSAGE_CREATE: row("message.received", received),
    LOBBY_MESSAGE_UPDATE: row("message.updated", message),
    LOBBY_MESSAGE_DELETE: row("message.deleted", message),
    GAME_DIRECT_MESSAGE_CREATE: row("message.received", received),
    GAME_DIRECT_MESSAGE_UPDATE: row("message.updated", message),
    GAME_DIRECT_MESSAGE_DELETE: row("message.deleted", message),
});
function data({ payload }) {
    return fields(fields(fields(payload)["event"])["data"]);
}
function message(input) {
    const entry = data(input);
    const media = elements(entry["attachments"]).map(fields);
    return {
        messageId: entry["id"],
        channel: "discord",
        conversationId: someText(entry["channel_id"]) ?? someText(entry["lobby_id"]),
        from: fields(entry["author"])["id"],
        text: someText(entry["content"]),
        media: media.length === 0
            ? undefined
            : media.map((file) => ({
                mediaId: file["id"],
                url: file["url"],
                contentType: file["content_type"],
                name: file["filename"],
            })),
    };
}
function received(input) {
    const { global_name, username } = fields(data(input)["author"]);
    return { ...message(input), fromName: someText(global_name) ?? someText(username) };
}
