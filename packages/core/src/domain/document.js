import { defineFamily } from "./definition.ts";
import { id, labels, list, maybe, shape, text, time } from "./field.ts";
const person = { signerId: maybe(id), name: maybe(text), email: maybe(text) };
const fields = {
    documentId: id,
    title: maybe(text),
    senderEmail: maybe(text),
    signers: maybe(list(shape({ ...person, status: maybe(text), signedAt: maybe(time) })), "Everyone who is asked to sign."),
    url: maybe(text),
    expiresAt: maybe(time),
    metadata: maybe(labels),
};
const document = shape(fields);
const byOne = { ...fields, signer: maybe(shape(person), "The one whom this is about.") };
export const documentEvents = defineFamily("Papers to be signed (an envelope, agreement or signature request, where they are called so).", {
    "document.sent": { description: "A document went to its signers.", schema: document },
    "document.viewed": { description: "A signer opened a document.", schema: shape(byOne) },
    "document.signed": {
        description: "One signer signed. Others may have to: all have when `document.completed` comes.",
        schema: shape(byOne),
    },
    "document.completed": {
        description: "Everyone signed.",
        schema: shape({ ...fields, completedAt: maybe(time) }),
    },
    "document.declined": {
        description: "A signer refused to sign.",
        schema: shape({ ...byOne, reason: maybe(text) }),
    },
    "document.expired": {
        description: "Not everyone signed in time.",
        schema: document,
    },
    "document.canceled": {
        description: "The sender withdrew a document.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
});
