import { defineMapping, row } from "../domain/mapping.ts";
import { fields, someText } from "../domain/read.ts";
/*
 * Field names from the Bot Framework's activity.
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
 */
/** Microsoft Teams' outgoing webhooks. The text holds the mention that called the webhook: `<at>Orders</at> 1042`. */
export const msTeamsOutgoingMapping = defineMapping({
    message: row("message.received", ({ payload }) => {
        const { id, conversation, from, text } = fields(payload);
        const sender = fields(from);
        return {
            messageId: id,
            channel: "teams",
            conversationId: someText(fields(conversation)["id"]),
            from: someText(sender["id"]),
            fromName: someText(sender["name"]),
            text: someText(text),
        };
    }),
});
