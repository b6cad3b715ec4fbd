import { defineFamily } from "./definition.ts";
import { id, list, maybe, shape, text } from "./field.ts";
const fields = {
    messageId: id,
    channel: maybe(text, "What carries it: `sms`, `mms`, `rcs`, `whatsapp`, `messenger`, `telegram`, `slack`."),
    conversationId: maybe(id, "The chat, channel or thread."),
    from: maybe(text, "A telephone number in E.164, or the sender's id."),
    to: maybe(text, "A telephone number in E.164, or the recipient's id."),
    text: maybe(text),
    media: maybe(list(shape({ mediaId: maybe(id), url: maybe(text), contentType: maybe(text), name: maybe(text) })), "Pictures, recordings, files."),
};
const message = shape(fields);
export const messageEvents = defineFamily("SMS and chat.", {
    "message.received": {
        description: "A message came in.",
        schema: shape({ ...fields, fromName: maybe(text, "What the sender is called.") }),
    },
    "message.sent": {
        description: "A message of yours left the provider.",
        schema: message,
    },
    "message.delivered": {
        description: "A message of yours reached the recipient's device.",
        schema: message,
    },
    "message.read": {
        description: "The recipient saw a message of yours.",
        schema: message,
    },
    "message.failed": {
        description: "A message of yours could not be delivered.",
        schema: shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
    },
    "message.updated": {
        description: "A message was edited after it was sent.",
        schema: message,
    },
    "message.deleted": {
        description: "A message was taken back.",
        schema: message,
    },
});
