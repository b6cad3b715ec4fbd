import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/* Field names from the webhook schema of @team-plain/typescript-sdk. A thread is a ticket; `DONE` closes it. */

/** Plain; the provider's types are its own, `thread.thread_created`. */
export const plainMapping = defineMapping({
  "thread.thread_created": row("ticket.created", ticket),
  "thread.thread_status_transitioned": [
    row("ticket.closed", ticket, { when: (input) => isDone(thread(input)) }),
    row("ticket.reopened", ticket, { when: (input) => isDone(fields(event(input)["previousThread"])) }),
    row("ticket.updated", ticket),
  ],
  "thread.thread_assignment_transitioned": row("ticket.assigned", ticket),
  "thread.thread_labels_changed": row("ticket.updated", ticket),
  "thread.thread_priority_changed": row("ticket.updated", ticket),

  "thread.email_received": row("ticket.commented", said({ isFromCustomer: true, isPublic: true })),
  "thread.email_sent": row("ticket.commented", said({ isFromCustomer: false, isPublic: true })),
  "thread.chat_received": row("ticket.commented", said({ isFromCustomer: true, isPublic: true })),
  "thread.chat_sent": row("ticket.commented", said({ isFromCustomer: false, isPublic: true })),
  "thread.slack_message_received": row("ticket.commented", said({ isFromCustomer: true, isPublic: true })),
  "thread.slack_message_sent": row("ticket.commented", said({ isFromCustomer: false, isPublic: true })),
  "thread.ms_teams_message_received": row("ticket.commented", said({ isFromCustomer: true, isPublic: true })),
  "thread.ms_teams_message_sent": row("ticket.commented", said({ isFromCustomer: false, isPublic: true })),
  "thread.discord_message_received": row("ticket.commented", said({ isFromCustomer: true, isPublic: true })),
  "thread.discord_message_sent": row("ticket.commented", said({ isFromCustomer: false, isPublic: true })),
  "thread.note_created": row("ticket.commented", said({ isFromCustomer: false, isPublic: false })),

  "customer.customer_created": row("customer.created", customer),
  "customer.customer_updated": row("customer.updated", customer),
  "customer.customer_deleted": row("customer.deleted", deletedCustomer),
});

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["payload"]);
}

function thread(input: MappingInput): Fields {
  return fields(event(input)["thread"]);
}

function isDone(entry: Fields): boolean {
  return entry["status"] === "DONE";
}

function ticket(input: MappingInput): DomainFields<"ticket.created"> {
  const entry = thread(input);
  const requester = fields(entry["customer"]);
  const assignee = fields(entry["assignee"]);
  return {
    ticketId: entry["id"],
    subject: entry["title"],
    status: entry["status"],
    priority: priorities[Number(entry["priority"])],
    requesterId: requester["id"],
    requesterName: requester["fullName"],
    requesterEmail: fields(requester["email"])["email"],
    assigneeId: assignee["id"],
    assigneeName: assignee["fullName"],
    tags: elements(entry["labels"]).map((label) => fields(fields(label)["labelType"])["name"]),
  };
}

/** Plain writes its priorities as numbers. */
const priorities: readonly string[] = ["urgent", "high", "normal", "low"];

function said(flags: {
  readonly isFromCustomer: boolean;
  readonly isPublic: boolean;
}): (input: MappingInput) => DomainFields<"ticket.commented"> {
  return (input) => {
    const { email, chat, slackMessage, msTeamsMessage, discordMessage, note } = event(input);
    const entry = fields(email ?? chat ?? slackMessage ?? msTeamsMessage ?? discordMessage ?? note);
    return {
      ...ticket(input),
      commentId: entry["id"],
      comment: someText(entry["textContent"]) ?? someText(entry["text"]) ?? someText(entry["markdown"]),
      ...flags,
    };
  };
}

function customer(input: MappingInput): DomainFields<"customer.created"> {
  const { id, email, fullName } = fields(event(input)["customer"]);
  return { customerId: id, email: fields(email)["email"], name: fullName };
}

function deletedCustomer(input: MappingInput): DomainFields<"customer.deleted"> {
  const previous = fields(event(input)["previousCustomer"]);
  const entry = "id" in previous ? previous : fields(event(input)["customer"]);
  return { customerId: entry["id"], email: fields(entry["email"])["email"], name: entry["fullName"] };
}
