import { defineFamily, type FamilyWords } from "./definition.ts";
import { count, id, labels, list, maybe, oneOf, shape, text } from "./field.ts";

const fields = {
  emailId: maybe(id),
  to: list(text),
  from: maybe(text),
  subject: maybe(text),
  messageId: maybe(text),
  campaignId: maybe(id),
  tags: maybe(list(text)),
  metadata: maybe(labels),
};

const reader = { ip: maybe(text), userAgent: maybe(text) };

/** Why an email came back: for good, or for now. */
export const bounceTypes = ["permanent", "temporary", "unknown"] as const;

const email = shape(fields);

export const emailEvents = defineFamily({
  "email.sent": email,
  "email.delivered": email,
  "email.deferred": shape({ ...fields, reason: maybe(text), attemptCount: maybe(count) }),
  "email.bounced": shape({
    ...fields,
    bounceType: maybe(oneOf(bounceTypes)),
    code: maybe(text),
    reason: maybe(text),
  }),
  "email.failed": shape({ ...fields, reason: maybe(text) }),
  "email.complained": email,
  "email.opened": shape({ ...fields, ...reader }),
  "email.clicked": shape({ ...fields, url: maybe(text), ...reader }),
  "email.unsubscribed": shape({ ...fields, reason: maybe(text) }),
  "email.subscribed": email,
  "email.received": shape({
    ...fields,
    cc: maybe(list(text)),
    text: maybe(text),
    html: maybe(text),
    attachmentCount: maybe(count),
  }),
});

export const emailWords = {
  family: "Email that you send through a provider, and what it receives for you.",
  types: {
    "email.sent": "The provider took an email and tries to deliver it.",
    "email.delivered": "The recipient's server took the email.",
    "email.deferred": "The recipient's server does not take the email yet. The provider tries again.",
    "email.bounced": "The recipient's server refused the email, and the provider gave up.",
    "email.failed":
      "The provider did not send an email: a suppressed address, or a fault in the email itself.",
    "email.complained": "The recipient marked the email as spam.",
    "email.opened": "The email was opened, by a person or by a machine that fetches its pictures.",
    "email.clicked": "A link in the email was followed.",
    "email.unsubscribed": "A recipient wants no more of this email.",
    "email.subscribed": "A recipient wants this email, for the first time or again.",
    "email.received": "An email came in for you.",
  },
  fields: {
    emailId: "The provider's id of the email. Absent where a whole list was left.",
    messageId: "The `Message-ID` that the email itself carries, without angle brackets.",
    campaignId: "The campaign, broadcast or list that it belongs to.",
    bounceType: "`permanent`: never write there again. `temporary`: a full mailbox or the like.",
    code: "The SMTP code: `550`, `5.1.1`.",
    url: "Where the link leads.",
    text: "The plain text of it.",
  },
  fieldsOf: { "email.bounced": { reason: "What the server said." } },
} satisfies FamilyWords<typeof emailEvents>;
