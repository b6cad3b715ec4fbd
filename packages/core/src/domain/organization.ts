import { defineFamily, type FamilyWords } from "./definition.ts";
import { id, labels, maybe, shape, text } from "./field.ts";

const fields = {
  organizationId: id,
  name: maybe(text),
  slug: maybe(text),
  metadata: maybe(labels),
};

const organization = shape(fields);

const membership = shape({
  ...fields,
  userId: maybe(id),
  userEmail: maybe(text),
  userName: maybe(text),
  role: maybe(text),
});

export const organizationEvents = defineFamily({
  "organization.created": organization,
  "organization.updated": organization,
  "organization.deleted": organization,
  "organization.member_added": membership,
  "organization.member_updated": membership,
  "organization.member_removed": membership,
});

export const organizationWords = {
  family: "A company, team or tenant whose members are users.",
  types: {
    "organization.created": "An organization was made.",
    "organization.updated": "Something about an organization changed.",
    "organization.deleted": "An organization was removed. Some providers give only the id.",
    "organization.member_added": "A user became a member of an organization.",
    "organization.member_updated": "A member's role changed.",
    "organization.member_removed": "A user is no member any more.",
  },
  fields: {
    slug: "Its short name, as in an address.",
    userId: "The member.",
    role: "In the provider's own word: `admin`, `org:member`.",
  },
} satisfies FamilyWords<typeof organizationEvents>;
