import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, someText, translate } from "../domain/read.ts";

/*
 * Topics from Klaviyo's list of them. What an event holds depends on the account's metrics, so only what all have is
 * read; a `bounced_email` is a hard or a soft one, which is said in some accounts.
 * @see https://developers.klaviyo.com/en/docs/system-webhooks
 */

/** Klaviyo. */
export const klaviyoMapping = defineMapping({
  "event:klaviyo.received_email": row("email.delivered", email),
  "event:klaviyo.opened_email": row("email.opened", email),
  "event:klaviyo.clicked_email": row("email.clicked", (input) => ({
    ...email(input),
    url: someText(properties(input)["URL"]),
  })),
  "event:klaviyo.bounced_email": row("email.bounced", (input) => {
    const type = String(properties(input)["Bounce Type"]).toLowerCase();
    return { ...email(input), bounceType: translate(type, bounceTypes) ?? "unknown" };
  }),
  "event:klaviyo.dropped_email": row("email.failed", email),
  "event:klaviyo.marked_email_as_spam": row("email.complained", email),
  "event:klaviyo.unsubscribed_from_email_marketing": row("email.unsubscribed", email),
  "event:klaviyo.subscribed_to_email_marketing": row("email.subscribed", email),
});

const bounceTypes: Readonly<Record<string, "permanent" | "temporary">> = {
  hard: "permanent",
  soft: "temporary",
};

function event({ payload }: MappingInput): Fields {
  return fields(fields(payload)["payload"]);
}

function properties(input: MappingInput): Fields {
  return fields(fields(fields(event(input)["data"])["attributes"])["event_properties"]);
}

function email(input: MappingInput): DomainFields<"email.delivered"> {
  const found = properties(input);
  const profile = elements(event(input)["included"])
    .map(fields)
    .find(({ type }) => type === "profile");
  const address =
    someText(found["Recipient Email Address"]) ??
    someText(found["email_address"]) ??
    someText(fields(profile?.["attributes"])["email"]);
  return {
    emailId: someText(idText(found["$message"])),
    to: address === undefined ? [] : [address],
    subject: someText(found["Subject"]),
    campaignId: someText(found["Campaign Name"]),
  };
}
