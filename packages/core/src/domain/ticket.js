import { defineFamily } from "./definition.ts";
import { flag, id, list, maybe, shape, text } from "./field.ts";
const fields = {
    ticketId: id,
    number: maybe(text, "What people call it: `#1024`."),
    subject: maybe(text),
    status: maybe(text, "In the provider's own word: `open`, `pending`, `on-hold`."),
    priority: maybe(text),
    channel: maybe(text, "Where it came from: `email`, `chat`, `web`."),
    requesterId: maybe(id, "The customer who asks."),
    requesterName: maybe(text),
    requesterEmail: maybe(text),
    assigneeId: maybe(id, "Who takes care of it."),
    assigneeName: maybe(text),
    tags: maybe(list(text)),
    url: maybe(text),
};
const ticket = shape(fields);
export const ticketEvents = defineFamily("A customer who asks for help (a conversation or thread, where they are called so).", {
    "ticket.created": {
        description: "A customer asked for help, or someone did for them.",
        schema: ticket,
    },
    "ticket.updated": {
        description: "Something about a ticket changed: state, priority, tags.",
        schema: ticket,
    },
    "ticket.assigned": {
        description: "A ticket went to someone, or to another team.",
        schema: ticket,
    },
    "ticket.commented": {
        description: "The customer or the team wrote something.",
        schema: shape({
            ...fields,
            commentId: maybe(id),
            comment: maybe(text, "What was written."),
            commentAuthor: maybe(text),
            isFromCustomer: maybe(flag),
            isPublic: maybe(flag, "False for a note that the customer does not see."),
        }),
    },
    "ticket.closed": {
        description: "The work on a ticket ended: solved, done, closed, whichever its system says first.",
        schema: ticket,
    },
    "ticket.reopened": { description: "A closed ticket is open again.", schema: ticket },
    "ticket.deleted": {
        description: "A ticket was removed. Some providers give only the id.",
        schema: ticket,
    },
});
