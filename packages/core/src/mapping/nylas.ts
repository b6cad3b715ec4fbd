import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, instant, someText } from "../domain/read.ts";

/*
 * Field names from Nylas's notification schemas, version 3. `message.created` is mail that came and mail that went alike,
 * so it stays passthrough. Opens and clicks do not say who was written to.
 */

/** Nylas. */
export const nylasMapping = defineMapping({
  "event.created": row("meeting.scheduled", meeting),
  "event.updated": row("meeting.updated", meeting),
  "event.deleted": row("meeting.canceled", meeting),
  "contact.updated": row("contact.updated", contact),
  "contact.deleted": row("contact.deleted", contact),
  "message.opened": row("email.opened", (input) => ({ ...tracked(input), ...reader(input) }), {
    subject: messageId,
  }),
  "message.link_clicked": row(
    "email.clicked",
    (input) => {
      const [click] = elements(objectOf(input)["recents"]).map(fields);
      const link = fields(elements(objectOf(input)["link_data"])[Number(click?.["link_index"] ?? 0)]);
      return { ...tracked(input), ...reader(input), url: link["url"] };
    },
    { subject: messageId },
  ),
});

function objectOf({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["object"]);
}

function meeting(input: MappingInput): DomainFields<"meeting.scheduled"> {
  const event = objectOf(input);
  const when = fields(event["when"]);
  const { name, email } = fields(event["organizer"]);
  return {
    meetingId: event["id"],
    title: event["title"],
    startsAt: instant(when["start_time"] ?? when["time"]),
    endsAt: instant(when["end_time"]),
    timezone: someText(when["start_timezone"]),
    location: someText(event["location"]),
    url: fields(fields(event["conferencing"])["details"])["url"],
    host: { name, email },
    attendees: elements(event["participants"])
      .map(fields)
      .map((person) => ({ name: person["name"], email: person["email"] })),
  };
}

function contact(input: MappingInput): DomainFields<"contact.updated"> {
  const entry = objectOf(input);
  const names = [someText(entry["given_name"]), someText(entry["surname"])].filter(
    (part) => part !== undefined,
  );
  return {
    contactId: entry["id"],
    name: someText(names.join(" ")),
    email: fields(elements(entry["emails"])[0])["email"],
    phone: fields(elements(entry["phone_numbers"])[0])["number"],
    company: someText(entry["company_name"]),
  };
}

function tracked(input: MappingInput): DomainFields<"email.sent"> {
  return { emailId: objectOf(input)["message_id"], to: [] };
}

function reader(input: MappingInput): { readonly ip: unknown; readonly userAgent: unknown } {
  const [first] = elements(objectOf(input)["recents"]).map(fields);
  return { ip: first?.["ip"], userAgent: first?.["user_agent"] };
}

function messageId(input: MappingInput): string | undefined {
  return someText(objectOf(input)["message_id"]);
}
