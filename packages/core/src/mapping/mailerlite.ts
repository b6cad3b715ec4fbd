import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, idText, someText } from "../domain/read.ts";

/*
 * Field names from MailerLite's payloads: a subscriber's fields stand at the top, or under `subscriber`. Opens and
 * clicks name neither an id nor a time.
 * @see https://developers.mailerlite.com/docs/webhooks.html
 */

/** MailerLite. */
export const mailerliteMapping = defineMapping({
  "subscriber.created": row("contact.created", contact),
  "subscriber.updated": row("contact.updated", contact),
  "subscriber.deleted": row("contact.deleted", contact),
  "subscriber.unsubscribed": row("email.unsubscribed", email),
  "subscriber.bounced": row("email.bounced", email),
  "subscriber.spam_reported": row("email.complained", email),
  "campaign.open": row("email.opened", email),
  "campaign.click": row("email.clicked", (input) => ({
    ...email(input),
    url: someText(fields(input.payload)["link_url"]),
  })),
});

function subscriber({ payload }: MappingInput): Fields {
  const { subscriber: inner } = fields(payload);
  return inner === undefined ? fields(payload) : fields(inner);
}

function contact(input: MappingInput): DomainFields<"contact.created"> {
  const entry = subscriber(input);
  const own = fields(entry["fields"]);
  const names = [someText(own["name"]), someText(own["last_name"])].filter((name) => name !== undefined);
  return {
    contactId: idText(entry["id"]),
    email: someText(entry["email"]),
    name: names.length === 0 ? undefined : names.join(" "),
    phone: someText(own["phone"]),
    company: someText(own["company"]),
  };
}

function email(input: MappingInput): DomainFields<"email.unsubscribed"> {
  const address = someText(subscriber(input)["email"]);
  return {
    to: address === undefined ? [] : [address],
    campaignId: idText(fields(fields(input.payload)["campaign"])["id"]),
  };
}
