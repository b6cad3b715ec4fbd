import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, labels, list, maybe, shape, text } from "./field.ts";

const contact = shape({
  contactId: id,
  email: maybe(text),
  name: maybe(text),
  phone: maybe(text),
  company: maybe(text),
  tags: maybe(list(text)),
  metadata: maybe(labels),
});

export const contactEvents = defineFamily({
  "contact.created": contact,
  "contact.updated": contact,
  "contact.deleted": contact,
});

export const contactWords = {
  family:
    "Someone in your address book: a lead, person or profile. Who has bought is a `customer`, who signs in a `user`.",
  types: {
    "contact.created": "A contact was recorded.",
    "contact.updated": "Something about a contact changed.",
    "contact.deleted": "A contact was removed. Some providers give only the id.",
  },
} satisfies FamilyWords<typeof contactEvents>;
