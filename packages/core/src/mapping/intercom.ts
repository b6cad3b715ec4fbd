import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, someText } from "../domain/read.ts";

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

  "ticket.created": row("ticket.created", ticket),
  "ticket.admin.assigned": row("ticket.assigned", ticket),
  "ticket.team.assigned": row("ticket.assigned", ticket),
  "ticket.contact.replied": row("ticket.commented", (input) => ticketComment(input, true, true)),
  "ticket.admin.replied": row("ticket.commented", (input) => ticketComment(input, false, true)),
  "ticket.note.created": row("ticket.commented", (input) => ticketComment(input, false, false)),
  "ticket.state.updated": row("ticket.updated", ticket),
  "ticket.attribute.updated": row("ticket.updated", ticket),
  "ticket.closed": row("ticket.closed", ticket),
  "company.created": row("organization.created", company),
  "company.updated": row("organization.updated", company),
  "company.deleted": row("organization.deleted", company),
  "contact.user.created": row("contact.created", contact),
  "contact.lead.created": row("contact.created", contact),
  "contact.user.updated": row("contact.updated", contact),
  "contact.lead.updated": row("contact.updated", contact),
  "contact.deleted": row("contact.deleted", contact),
});

function item({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["item"]);
}

function conversation(input: MappingInput): DomainFields<"ticket.created"> {
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
function assigneeOf(entry: Fields): string | undefined {
  const id = idText(entry["admin_assignee_id"]) ?? idText(entry["team_assignee_id"]);
  return id === "0" || id === "" ? undefined : id;
}

function comment(
  input: MappingInput,
  isFromCustomer: boolean,
  isPublic: boolean,
): DomainFields<"ticket.commented"> {
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

/** What Intercom itself calls a ticket, which some topics have inside their item. */
function ticketOf(input: MappingInput): Fields {
  const entry = item(input);
  return entry["ticket"] === undefined ? entry : fields(entry["ticket"]);
}

function ticket(input: MappingInput): DomainFields<"ticket.created"> {
  const entry = ticketOf(input);
  const asked = fields(entry["ticket_attributes"]);
  const requester = fields(elements(fields(entry["contacts"])["contacts"])[0]);
  const state = entry["ticket_state"];
  return {
    ticketId: idText(entry["id"]),
    number: idText(entry["ticket_id"]),
    subject: someText(asked["_default_title_"]),
    status: someText(state) ?? someText(fields(state)["category"]),
    channel: someText(fields(entry["ticket_type"])["name"]),
    requesterId: idText(requester["id"]),
    requesterName: someText(requester["name"]),
    requesterEmail: someText(requester["email"]),
    assigneeId: assigneeOf(entry),
  };
}

function ticketComment(
  input: MappingInput,
  isFromCustomer: boolean,
  isPublic: boolean,
): DomainFields<"ticket.commented"> {
  const parts = elements(fields(ticketOf(input)["ticket_parts"])["ticket_parts"]);
  const part = fields(item(input)["ticket_part"] ?? parts.at(-1));
  return {
    ...ticket(input),
    commentId: idText(part["id"]),
    comment: someText(part["body"]),
    commentAuthor: someText(fields(part["author"])["name"]),
    isFromCustomer,
    isPublic,
  };
}

/** A company among an app's customers. */
function company(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name, company_id } = item(input);
  return { organizationId: id, name: someText(name), slug: idText(company_id) };
}

/** Subjects of email come as HTML. */
function plain(value: unknown): string | undefined {
  return someText(someText(value)?.replaceAll(/<[^>]*>/g, ""));
}

function contact(input: MappingInput): DomainFields<"contact.created"> {
  const entry = item(input);
  return {
    contactId: entry["id"],
    email: someText(entry["email"]),
    name: someText(entry["name"]),
    phone: someText(entry["phone"]),
  };
}
