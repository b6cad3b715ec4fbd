import { defineMapping, row } from "../domain/mapping.ts";
import { fields, known, someText } from "../domain/read.ts";
/*
 * Field names from LINE's event objects. The content of media is fetched by the message's id.
 * @see https://developers.line.biz/en/reference/messaging-api/#message-event
 */
/** LINE. */
export const lineMapping = defineMapping({
    message: row("message.received", message),
    unsend: row("message.deleted", ({ payload }) => ({
        messageId: fields(fields(payload)["unsend"])["messageId"],
        channel: "line",
        conversationId: conversationOf(fields(payload)),
        from: someText(fields(fields(payload)["source"])["userId"]),
    })),
});
function message({ payload }) {
    const entry = fields(payload);
    const content = fields(entry["message"]);
    const isMedia = known(content["type"], ["image", "video", "audio", "file"]) !== undefined;
    return {
        messageId: content["id"],
        channel: "line",
        conversationId: conversationOf(entry),
        from: someText(fields(entry["source"])["userId"]),
        text: someText(content["text"]),
        media: isMedia ? [{ mediaId: content["id"], name: someText(content["fileName"]) }] : undefined,
    };
}
function conversationOf(entry) {
    const source = fields(entry["source"]);
    return someText(source["groupId"]) ?? someText(source["roomId"]) ?? someText(source["userId"]);
}
