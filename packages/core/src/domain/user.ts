import { defineFamily, type FamilyWords } from "./definition.ts";
import { flag, id, labels, maybe, shape, text, time } from "./field.ts";

const fields = {
  userId: id,
  email: maybe(text),
  emailVerified: maybe(flag),
  name: maybe(text),
  username: maybe(text),
  phone: maybe(text),
  organizationId: maybe(id),
  createdAt: maybe(time),
  metadata: maybe(labels),
};

const session = {
  sessionId: maybe(id),
  method: maybe(text),
  ip: maybe(text),
  userAgent: maybe(text),
};

const user = shape(fields);

export const userEvents = defineFamily({
  "user.created": user,
  "user.updated": user,
  "user.deleted": user,
  "user.deactivated": user,
  "user.reactivated": user,
  "user.email_verified": user,
  "user.password_changed": user,
  "user.signed_in": shape({ ...fields, ...session }),
  "user.signed_out": shape({ ...fields, ...session }),
  "user.sign_in_failed": shape({
    ...fields,
    userId: maybe(id),
    ...session,
    reason: maybe(text),
  }),
});

export const userWords = {
  family: "Someone with an account.",
  types: {
    "user.created": "A user signed up, or was made.",
    "user.updated": "Something about a user changed.",
    "user.deleted": "A user was removed. Some providers give only the id.",
    "user.deactivated": "A user may not sign in any more: blocked, suspended, banned, deactivated.",
    "user.reactivated": "A user who was deactivated may sign in again.",
    "user.email_verified": "A user showed that an address is theirs.",
    "user.password_changed": "A user's password was changed or reset.",
    "user.signed_in": "A user signed in.",
    "user.signed_out": "A user signed out, or their session ended.",
    "user.sign_in_failed": "Someone tried to sign in and was refused.",
  },
  fields: {
    organizationId: "The organization or tenant that the user belongs to, where there is one.",
    createdAt: "When the user was made, not this event.",
    method: "How they prove who they are: `password`, `sso`, `google`, `passkey`.",
  },
  fieldsOf: { "user.sign_in_failed": { userId: "Absent where nobody knows who tried." } },
} satisfies FamilyWords<typeof userEvents>;
