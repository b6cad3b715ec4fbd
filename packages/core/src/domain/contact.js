import { defineFamily } from "./definition.ts";
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
export const contactEvents = defineFamily("Someone in your address book: a lead, person or profile. Who has bought is a `customer`, who signs in a `user`.", {
    "contact.created": { description: "A contact was recorded.", schema: contact },
    "contact.updated": {
        description: "Something about a contact changed.",
        schema: contact,
    },
    "contact.deleted": {
        description: "A contact was removed. Some providers give only the id.",
        schema: contact,
    },
});
