import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, someText } from "../domain/read.ts";

/*
 * Field names from Zendesk's event reference. States come in capitals. `solved` is the end of the work, `closed` follows
 * days later by itself and would tell the same again, so it is an update.
 */

/** Zendesk, event webhooks; what a trigger sends is written by an administrator and stays passthrough. */
export const zendeskMapping = defineMapping({
  "ticket.created": row("ticket.created", ticket),
  "ticket.status_changed": [
    row("ticket.closed", ticket, { when: (input) => state(input, "current") === "solved" }),
    row("ticket.reopened", ticket, {
      when: (input) => state(input, "previous") === "solved" && state(input, "current") !== "closed",
    }),
    row("ticket.updated", ticket),
  ],
  "ticket.agent_assignment_changed": row("ticket.assigned", ticket),
  "ticket.group_assignment_changed": row("ticket.assigned", ticket),
  "ticket.priority_changed": row("ticket.updated", ticket),
  "ticket.subject_changed": row("ticket.updated", ticket),
  "ticket.tags_changed": row("ticket.updated", ticket),
  "ticket.type_changed": row("ticket.updated", ticket),
  "ticket.custom_field_changed": row("ticket.updated", ticket),
  "ticket.comment_added": row("ticket.commented", commented),
  "ticket.soft_deleted": row("ticket.deleted", ticket),

  "user.created": row("user.created", user),
  "user.name_changed": row("user.updated", user),
  "user.role_changed": row("user.updated", user),
  "user.suspended": row("user.deactivated", user),
  "user.unsuspended": row("user.reactivated", user),
  "user.deleted": row("user.deleted", user),

  "organization.created": row("organization.created", organization),
  "organization.name_changed": row("organization.updated", organization),
  "organization.deleted": row("organization.deleted", organization),
});

function detailOf({ payload }: MappingInput): Fields {
  return fields(fields(payload)["detail"]);
}

function state({ payload }: MappingInput, which: "current" | "previous"): string | undefined {
  return someText(fields(fields(payload)["event"])[which])?.toLowerCase();
}

function ticket(input: MappingInput): DomainFields<"ticket.created"> {
  const detail = detailOf(input);
  return {
    ticketId: idText(detail["id"]),
    subject: someText(detail["subject"]),
    status: someText(detail["status"])?.toLowerCase(),
    priority: someText(detail["priority"])?.toLowerCase(),
    channel: fields(detail["via"])["channel"],
    requesterId: idText(detail["requester_id"]),
    assigneeId: idText(detail["assignee_id"]),
    tags: elements(detail["tags"]),
  };
}

function commented(input: MappingInput): DomainFields<"ticket.commented"> {
  const comment = fields(fields(fields(input.payload)["event"])["comment"]);
  const author = fields(comment["author"]);
  return {
    ...ticket(input),
    commentId: idText(comment["id"]),
    comment: comment["body"],
    commentAuthor: someText(author["name"]),
    isFromCustomer: author["is_staff"] === undefined ? undefined : author["is_staff"] === false,
    isPublic: comment["is_public"],
  };
}

function user(input: MappingInput): DomainFields<"user.created"> {
  const { id, email, organization_id, created_at } = detailOf(input);
  return {
    userId: idText(id),
    email: someText(email),
    organizationId: someText(idText(organization_id)),
    createdAt: instant(created_at),
  };
}

function organization(input: MappingInput): DomainFields<"organization.created"> {
  const { id, name } = detailOf(input);
  return { organizationId: idText(id), name: someText(name) };
}
