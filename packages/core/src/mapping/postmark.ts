import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText, translate } from "../domain/read.ts";

/*
 * Field names from Postmark's documented payloads. A bounce that is not `HardBounce` may go through another time; what
 * Postmark calls a suppression (`SubscriptionChange`) is an unsubscription only where the recipient asked for it.
 * @see https://postmarkapp.com/developer/webhooks/bounce-webhook
 */

/** Postmark. */
export const postmarkMapping = defineMapping({
  Delivery: row("email.delivered", email),
  Bounce: row("email.bounced", (input) => {
    const entry = fields(input.payload);
    return {
      ...email(input),
      bounceType: translate(entry["Type"], bounceTypes) ?? "unknown",
      reason: someText(entry["Details"]) ?? someText(entry["Description"]),
    };
  }),
  SpamComplaint: row("email.complained", email),
  Open: row("email.opened", (input) => ({ ...email(input), ...reader(input) })),
  Click: row("email.clicked", (input) => ({
    ...email(input),
    ...reader(input),
    url: fields(input.payload)["OriginalLink"],
  })),
  SubscriptionChange: [
    row("email.unsubscribed", (input) => ({ ...email(input), reason: reasonOf(input) }), {
      when: (input) => isSuppressing(input, true) && reasonOf(input) === "ManualSuppression",
    }),
    row("email.subscribed", email, { when: (input) => isSuppressing(input, false) }),
  ],
  Inbound: row("email.received", (input) => {
    const entry = fields(input.payload);
    return {
      ...email(input),
      to: addresses(entry["ToFull"]),
      cc: addresses(entry["CcFull"]),
      text: entry["TextBody"],
      html: entry["HtmlBody"],
      attachmentCount: elements(entry["Attachments"]).length,
    };
  }),
});

const bounceTypes: Readonly<Record<string, "permanent" | "temporary">> = {
  HardBounce: "permanent",
  BadEmailAddress: "permanent",
  SoftBounce: "temporary",
  Transient: "temporary",
  DnsError: "temporary",
};

function email({ payload }: MappingInput): DomainFields<"email.sent"> {
  const entry = fields(payload);
  const tag = someText(entry["Tag"]);
  const texts = Object.entries(fields(entry["Metadata"])).filter(([, value]) => typeof value === "string");
  return {
    emailId: entry["MessageID"],
    to: [someText(entry["Recipient"]) ?? entry["Email"]],
    from: someText(entry["From"]),
    subject: someText(entry["Subject"]),
    tags: tag === undefined ? undefined : [tag],
    metadata: texts.length === 0 ? undefined : Object.fromEntries(texts),
  };
}

function addresses(value: unknown): readonly unknown[] {
  return elements(value).map((entry) => fields(entry)["Email"]);
}

function reader({ payload }: MappingInput): { ip: unknown; userAgent: unknown } {
  const entry = fields(payload);
  return { ip: clientIp(entry), userAgent: someText(entry["UserAgent"]) };
}

function clientIp(entry: Fields): string | undefined {
  return someText(fields(entry["Geo"])["IP"]);
}

function isSuppressing({ payload }: MappingInput, isIt: boolean): boolean {
  return fields(payload)["SuppressSending"] === isIt;
}

function reasonOf({ payload }: MappingInput): string | undefined {
  return someText(fields(payload)["SuppressionReason"]);
}
