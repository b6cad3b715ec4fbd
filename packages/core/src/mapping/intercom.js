import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Intercom's conversation, ticket and contact models (API 2.x). A conversation is a ticket here, as is
 * what Intercom itself calls a ticket.
 * @see https://developers.intercom.com/docs/references/webhooks/webhook-models
 */
/** Intercom. */
export const intercomMapping = defineMapping({
    "conversation.user.created": row("ticket.created", conversation),
    "conversation.admin.assigned": row("ticket.assigned", conversation),
    "conversation.user.replied": row("ticket.commented", (input) => comment(input, true, true)),
    "conversation.admin.replied": row("ticket.commented", (input) => comment(input, false, true)),
    "conversation.admin.noted": row("ticket.commented", (input) => comment(input, false, false)),
    "conversation.admin.closed": row("ticket.closed", conversation),
    "conversation.admin.opened": row("ticket.reopened", conversation),
    "conversation.deleted": row("ticket.deleted", conversation),
    "conversation.priority.updated": row("ticket.updated", conversation),
    "contact.user.created": row("contact.created", contact),
    "contact.lead.created": row("contact.created", contact),
    "contact.user.updated": row("contact.updated", contact),
    "contact.lead.updated": row("contact.updated", contact),
    "contact.deleted": row("contact.deleted", contact),
});
function item({ payload }) {
    return fields(fields(fields(payload)["data"])["item"]);
}
function conversation(input) {
    const entry = item(input);
    const source = fields(entry["source"]);
    const requester = fields(elements(fields(entry["contacts"])["contacts"])[0]);
    const author = fields(source["author"]);
    const isAsker = author["type"] === "user" || author["type"] === "lead" || author["type"] === "contact";
    return {
        ticketId: idText(entry["id"]) ?? idText(entry["conversation_id"]),
        subject: plain(source["subject"]) ?? someText(entry["title"]),
        status: someText(entry["state"]),
        priority: someText(entry["priority"]),
        channel: someText(source["type"]),
        requesterId: idText(requester["id"]) ?? (isAsker ? idText(author["id"]) : undefined),
        requesterName: isAsker ? someText(author["name"]) : undefined,
        requesterEmail: isAsker ? someText(author["email"]) : undefined,
        assigneeId: assigneeOf(entry),
        url: someText(fields(entry["links"])["conversation_web"]),
    };
}
/** No assignee is 0 or `null`. */
function assigneeOf(entry) {
    const id = idText(entry["admin_assignee_id"]) ?? idText(entry["team_assignee_id"]);
    return id === "0" || id === "" ? undefined : id;
}
function comment(input, isFromCustomer, isPublic) {
    const parts = elements(fields(item(input)["conversation_parts"])["conversation_parts"]);
    const part = fields(parts.at(-1));
    return {
        ...conversation(input),
        commentId: idText(part["id"]),
        comment: someText(part["body"]),
        commentAuthor: someText(fields(part["author"])["name"]),
        isFromCustomer,
        isPublic,
    };
}
/** Subjects of email come as HTML. */
function plain(value) {
    return someText(someText(value)?.replaceAll(/<[^>]*>/g, ""));
}
function contact(input) {
    const entry = item(input);
    return {
        contactId: entry["id"],
        email: someText(entry["email"]),
        name: someText(entry["name"]),
        phone: someText(entry["phone"]),
    };
}
