import { defineFamily, type FamilyWords } from "./definition.ts";
import { flag, id, list, maybe, shape, text } from "./field.ts";

const fields = {
  ticketId: id,
  number: maybe(text),
  subject: maybe(text),
  status: maybe(text),
  priority: maybe(text),
  channel: maybe(text),
  requesterId: maybe(id),
  requesterName: maybe(text),
  requesterEmail: maybe(text),
  assigneeId: maybe(id),
  assigneeName: maybe(text),
  tags: maybe(list(text)),
  url: maybe(text),
};

const ticket = shape(fields);

export const ticketEvents = defineFamily({
  "ticket.created": ticket,
  "ticket.updated": ticket,
  "ticket.assigned": ticket,
  "ticket.commented": shape({
    ...fields,
    commentId: maybe(id),
    comment: maybe(text),
    commentAuthor: maybe(text),
    isFromCustomer: maybe(flag),
    isPublic: maybe(flag),
  }),
  "ticket.closed": ticket,
  "ticket.reopened": ticket,
  "ticket.deleted": ticket,
});

export const ticketWords = {
  family: "A customer who asks for help (a conversation or thread, where they are called so).",
  types: {
    "ticket.created": "A customer asked for help, or someone did for them.",
    "ticket.updated": "Something about a ticket changed: state, priority, tags.",
    "ticket.assigned": "A ticket went to someone, or to another team.",
    "ticket.commented": "The customer or the team wrote something.",
    "ticket.closed": "The work on a ticket ended: solved, done, closed, whichever its system says first.",
    "ticket.reopened": "A closed ticket is open again.",
    "ticket.deleted": "A ticket was removed. Some providers give only the id.",
  },
  fields: {
    number: "What people call it: `#1024`.",
    status: "In the provider's own word: `open`, `pending`, `on-hold`.",
    channel: "Where it came from: `email`, `chat`, `web`.",
    requesterId: "The customer who asks.",
    assigneeId: "Who takes care of it.",
    comment: "What was written.",
    isPublic: "False for a note that the customer does not see.",
  },
} satisfies FamilyWords<typeof ticketEvents>;
