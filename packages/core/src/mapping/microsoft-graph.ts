import { defineMapping, type MappingInput, row } from "../domain/mapping.ts";
import { fields } from "../domain/read.ts";

/*
 * A notification says which resource changed and not what is in it. A message that is made may be one that came, one
 * that goes or a draft, so `message.*` stays passthrough.
 */

/** Microsoft Graph. */
export const microsoftGraphMapping = defineMapping({
  "event.created": row("meeting.scheduled", (input) => ({ meetingId: idOf(input) })),
  "event.updated": row("meeting.updated", (input) => ({ meetingId: idOf(input) })),
  "event.deleted": row("meeting.canceled", (input) => ({ meetingId: idOf(input) })),
  "contact.created": row("contact.created", (input) => ({ contactId: idOf(input) })),
  "contact.updated": row("contact.updated", (input) => ({ contactId: idOf(input) })),
  "contact.deleted": row("contact.deleted", (input) => ({ contactId: idOf(input) })),
  "user.updated": row("user.updated", (input) => ({ userId: idOf(input) })),
  "user.deleted": row("user.deleted", (input) => ({ userId: idOf(input) })),
});

function idOf({ payload }: MappingInput): unknown {
  return fields(fields(payload)["resourceData"])["id"];
}
