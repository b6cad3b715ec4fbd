import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, labels, list, maybe, shape, text, time } from "./field.ts";

const person = { signerId: maybe(id), name: maybe(text), email: maybe(text) };

const fields = {
  documentId: id,
  title: maybe(text),
  senderEmail: maybe(text),
  signers: maybe(list(shape({ ...person, status: maybe(text), signedAt: maybe(time) }))),
  url: maybe(text),
  expiresAt: maybe(time),
  metadata: maybe(labels),
};

const document = shape(fields);
const byOne = { ...fields, signer: maybe(shape(person)) };

export const documentEvents = defineFamily({
  "document.sent": document,
  "document.viewed": shape(byOne),
  "document.signed": shape(byOne),
  "document.completed": shape({ ...fields, completedAt: maybe(time) }),
  "document.declined": shape({ ...byOne, reason: maybe(text) }),
  "document.expired": document,
  "document.canceled": shape({ ...fields, reason: maybe(text) }),
});

export const documentWords = {
  family: "Papers to be signed (an envelope, agreement or signature request, where they are called so).",
  types: {
    "document.sent": "A document went to its signers.",
    "document.viewed": "A signer opened a document.",
    "document.signed": "One signer signed. Others may have to: all have when `document.completed` comes.",
    "document.completed": "Everyone signed.",
    "document.declined": "A signer refused to sign.",
    "document.expired": "Not everyone signed in time.",
    "document.canceled": "The sender withdrew a document.",
  },
  fields: {
    signers: "Everyone who is asked to sign.",
    signer: "The one whom this is about.",
  },
} satisfies FamilyWords<typeof documentEvents>;
