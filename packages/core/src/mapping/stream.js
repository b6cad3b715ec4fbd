import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, instant, someText } from "../domain/read.ts";
/*
 * Field names from Stream's chat events. A read receipt names a channel and no message, so it stays passthrough.
 * @see https://getstream.io/chat/docs/node/event_object/
 */
/** Stream. */
export const streamMapping = defineMapping({
    "message.new": row("message.received", (input) => ({
        ...message(input),
        fromName: someText(fields(entity(input)["user"])["name"]),
    })),
    "message.updated": row("message.updated", message),
    "message.deleted": row("message.deleted", message),
    "user.updated": row("user.updated", user),
    "user.deactivated": row("user.deactivated", user),
    "user.reactivated": row("user.reactivated", user),
    "user.deleted": row("user.deleted", user),
});
function entity({ payload }) {
    return fields(fields(payload)["message"]);
}
function message(input) {
    const entry = entity(input);
    const media = elements(entry["attachments"]).map(fields);
    return {
        messageId: entry["id"],
        channel: "stream",
        conversationId: someText(entry["cid"]) ?? someText(fields(input.payload)["cid"]),
        from: someText(fields(entry["user"])["id"]),
        text: someText(entry["text"]),
        media: media.length === 0
            ? undefined
            : media.map((file) => ({
                url: someText(file["asset_url"]) ?? someText(file["image_url"]),
                contentType: someText(file["mime_type"]),
                name: someText(file["title"]),
            })),
    };
}
function user({ payload }) {
    const entry = fields(fields(payload)["user"]);
    return { userId: entry["id"], name: someText(entry["name"]), createdAt: instant(entry["created_at"]) };
}
