import { defineMapping, row } from "../domain/mapping.ts";
import { elements, fields, idText, someText } from "../domain/read.ts";
/*
 * Field names from Help Scout's conversations and customers (Mailbox API 2).
 * @see https://developer.helpscout.com/webhooks/objects/conversation/
 */
/** Help Scout: a conversation is a ticket. */
export const helpscoutMapping = defineMapping({
    "convo.created": row("ticket.created", ticket),
    "convo.assigned": row("ticket.assigned", ticket),
    "convo.customer.reply.created": row("ticket.commented", (input) => comment(input, true, true)),
    "convo.agent.reply.created": row("ticket.commented", (input) => comment(input, false, true)),
    "convo.note.created": row("ticket.commented", (input) => comment(input, false, false)),
    "convo.status": [
        row("ticket.closed", ticket, { when: (input) => fields(input.payload)["status"] === "closed" }),
        row("ticket.updated", ticket),
    ],
    "convo.tags": row("ticket.updated", ticket),
    "convo.moved": row("ticket.updated", ticket),
    "convo.deleted": row("ticket.deleted", ticket),
    "customer.created": row("contact.created", contact),
    "customer.updated": row("contact.updated", contact),
    "customer.deleted": row("contact.deleted", contact),
});
function ticket({ payload }) {
    const entry = fields(payload);
    const customer = fields(entry["primaryCustomer"] ?? entry["customer"]);
    const assignee = fields(entry["assignee"]);
    return {
        ticketId: idText(entry["id"]),
        number: idText(entry["number"]),
        subject: someText(entry["subject"]),
        status: someText(entry["status"]),
        channel: someText(entry["type"]),
        requesterId: idText(customer["id"]),
        requesterName: nameOf(customer),
        requesterEmail: someText(customer["email"]),
        assigneeId: idText(assignee["id"]),
        assigneeName: nameOf(assignee),
        tags: elements(entry["tags"]).map((tag) => (typeof tag === "string" ? tag : fields(tag)["tag"])),
    };
}
function nameOf(person) {
    const names = [
        someText(person["first"]) ?? someText(person["firstName"]),
        someText(person["last"]) ?? someText(person["lastName"]),
    ].filter((name) => name !== undefined);
    return names.length === 0 ? undefined : names.join(" ");
}
function comment(input, isFromCustomer, isPublic) {
    const thread = fields(elements(fields(fields(input.payload)["_embedded"])["threads"])[0]); // the newest comes first
    return {
        ...ticket(input),
        commentId: idText(thread["id"]),
        comment: someText(thread["body"]),
        commentAuthor: nameOf(fields(thread["createdBy"])),
        isFromCustomer,
        isPublic,
    };
}
function contact({ payload }) {
    const entry = fields(payload);
    const email = fields(elements(fields(entry["_embedded"])["emails"])[0])["value"];
    return {
        contactId: idText(entry["id"]),
        email: someText(entry["email"]) ?? someText(email),
        name: nameOf(entry),
        company: someText(entry["organization"]),
    };
}
