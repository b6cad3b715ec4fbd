import { defineFamily } from "./definition.ts";
import { count, id, labels, list, maybe, oneOf, shape, text } from "./field.ts";
const fields = {
    emailId: maybe(id, "The provider's id of the email. Absent where a whole list was left."),
    to: list(text),
    from: maybe(text),
    subject: maybe(text),
    messageId: maybe(text, "The `Message-ID` that the email itself carries, without angle brackets."),
    campaignId: maybe(id, "The campaign, broadcast or list that it belongs to."),
    tags: maybe(list(text)),
    metadata: maybe(labels),
};
const reader = { ip: maybe(text), userAgent: maybe(text) };
/** Why an email came back: for good, or for now. */
export const bounceTypes = ["permanent", "temporary", "unknown"];
const email = shape(fields);
export const emailEvents = defineFamily("Email that you send through a provider, and what it receives for you.", {
    "email.sent": {
        description: "The provider took an email and tries to deliver it.",
        schema: email,
    },
    "email.delivered": {
        description: "The recipient's server took the email.",
        schema: email,
    },
    "email.deferred": {
        description: "The recipient's server does not take the email yet. The provider tries again.",
        schema: shape({ ...fields, reason: maybe(text), attemptCount: maybe(count) }),
    },
    "email.bounced": {
        description: "The recipient's server refused the email, and the provider gave up.",
        schema: shape({
            ...fields,
            bounceType: maybe(oneOf(bounceTypes), "`permanent`: never write there again. `temporary`: a full mailbox or the like."),
            code: maybe(text, "The SMTP code: `550`, `5.1.1`."),
            reason: maybe(text, "What the server said."),
        }),
    },
    "email.failed": {
        description: "The provider did not send an email: a suppressed address, or a fault in the email itself.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
    "email.complained": {
        description: "The recipient marked the email as spam.",
        schema: email,
    },
    "email.opened": {
        description: "The email was opened, by a person or by a machine that fetches its pictures.",
        schema: shape({ ...fields, ...reader }),
    },
    "email.clicked": {
        description: "A link in the email was followed.",
        schema: shape({ ...fields, url: maybe(text, "Where the link leads."), ...reader }),
    },
    "email.unsubscribed": {
        description: "A recipient wants no more of this email.",
        schema: shape({ ...fields, reason: maybe(text) }),
    },
    "email.subscribed": {
        description: "A recipient wants this email, for the first time or again.",
        schema: email,
    },
    "email.received": {
        description: "An email came in for you.",
        schema: shape({
            ...fields,
            cc: maybe(list(text)),
            text: maybe(text, "The plain text of it."),
            html: maybe(text),
            attachmentCount: maybe(count),
        }),
    },
});
