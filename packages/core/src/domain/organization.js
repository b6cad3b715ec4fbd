import { defineFamily } from "./definition.ts";
import { id, labels, maybe, shape, text } from "./field.ts";
const fields = {
    organizationId: id,
    name: maybe(text),
    slug: maybe(text, "Its short name, as in an address."),
    metadata: maybe(labels),
};
const organization = shape(fields);
const membership = shape({
    ...fields,
    userId: maybe(id, "The member."),
    userEmail: maybe(text),
    userName: maybe(text),
    role: maybe(text, "In the provider's own word: `admin`, `org:member`."),
});
export const organizationEvents = defineFamily("A company, team or tenant whose members are users.", {
    "organization.created": {
        description: "An organization was made.",
        schema: organization,
    },
    "organization.updated": {
        description: "Something about an organization changed.",
        schema: organization,
    },
    "organization.deleted": {
        description: "An organization was removed. Some providers give only the id.",
        schema: organization,
    },
    "organization.member_added": {
        description: "A user became a member of an organization.",
        schema: membership,
    },
    "organization.member_updated": {
        description: "A member's role changed.",
        schema: membership,
    },
    "organization.member_removed": {
        description: "A user is no member any more.",
        schema: membership,
    },
});
