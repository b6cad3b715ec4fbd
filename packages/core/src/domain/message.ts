import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, list, maybe, shape, text } from "./field.ts";

const fields = {
  messageId: id,
  channel: maybe(text),
  conversationId: maybe(id),
  from: maybe(text),
  to: maybe(text),
  text: maybe(text),
  media: maybe(
    list(shape({ mediaId: maybe(id), url: maybe(text), contentType: maybe(text), name: maybe(text) })),
  ),
};

const message = shape(fields);

export const messageEvents = defineFamily({
  "message.received": shape({ ...fields, fromName: maybe(text) }),
  "message.sent": message,
  "message.delivered": message,
  "message.read": message,
  "message.failed": shape({ ...fields, failureCode: maybe(text), failureMessage: maybe(text) }),
  "message.updated": message,
  "message.deleted": message,
});

export const messageWords = {
  family: "SMS and chat.",
  types: {
    "message.received": "A message came in.",
    "message.sent": "A message of yours left the provider.",
    "message.delivered": "A message of yours reached the recipient's device.",
    "message.read": "The recipient saw a message of yours.",
    "message.failed": "A message of yours could not be delivered.",
    "message.updated": "A message was edited after it was sent.",
    "message.deleted": "A message was taken back.",
  },
  fields: {
    channel: "What carries it: `sms`, `mms`, `rcs`, `whatsapp`, `messenger`, `telegram`, `slack`.",
    conversationId: "The chat, channel or thread.",
    from: "A telephone number in E.164, or the sender's id.",
    to: "A telephone number in E.164, or the recipient's id.",
    media: "Pictures, recordings, files.",
    fromName: "What the sender is called.",
  },
} satisfies FamilyWords<typeof messageEvents>;
