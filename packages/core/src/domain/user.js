import { defineFamily } from "./definition.ts";
import { flag, id, labels, maybe, shape, text, time } from "./field.ts";
const fields = {
    userId: id,
    email: maybe(text),
    emailVerified: maybe(flag),
    name: maybe(text),
    username: maybe(text),
    phone: maybe(text),
    organizationId: maybe(id, "The organization or tenant that the user belongs to, where there is one."),
    createdAt: maybe(time, "When the user was made, not this event."),
    metadata: maybe(labels),
};
const session = {
    sessionId: maybe(id),
    method: maybe(text, "How they prove who they are: `password`, `sso`, `google`, `passkey`."),
    ip: maybe(text),
    userAgent: maybe(text),
};
const user = shape(fields);
export const userEvents = defineFamily("Someone with an account.", {
    "user.created": { description: "A user signed up, or was made.", schema: user },
    "user.updated": { description: "Something about a user changed.", schema: user },
    "user.deleted": {
        description: "A user was removed. Some providers give only the id.",
        schema: user,
    },
    "user.deactivated": {
        description: "A user may not sign in any more: blocked, suspended, banned, deactivated.",
        schema: user,
    },
    "user.reactivated": {
        description: "A user who was deactivated may sign in again.",
        schema: user,
    },
    "user.email_verified": {
        description: "A user showed that an address is theirs.",
        schema: user,
    },
    "user.password_changed": {
        description: "A user's password was changed or reset.",
        schema: user,
    },
    "user.signed_in": {
        description: "A user signed in.",
        schema: shape({ ...fields, ...session }),
    },
    "user.signed_out": {
        description: "A user signed out, or their session ended.",
        schema: shape({ ...fields, ...session }),
    },
    "user.sign_in_failed": {
        description: "Someone tried to sign in and was refused.",
        schema: shape({
            ...fields,
            userId: maybe(id, "Absent where nobody knows who tried."),
            ...session,
            reason: maybe(text),
        }),
    },
});
