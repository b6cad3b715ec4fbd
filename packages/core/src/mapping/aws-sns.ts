import { type DomainFields, defineMapping, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";

/*
 * What a topic carries is text of its own. Of what AWS itself writes there, SES's notices about email are read: JSON
 * with `notificationType`, or `eventType` where a configuration set publishes events.
 */

/** AWS SNS. */
export const awsSnsMapping = defineMapping({
  Notification: [
    row("email.sent", email, { when: isAbout("Send"), subject: emailId }),
    row("email.delivered", email, { when: isAbout("Delivery"), subject: emailId }),
    row("email.bounced", bounced, { when: isAbout("Bounce"), subject: emailId }),
    row("email.complained", email, { when: isAbout("Complaint"), subject: emailId }),
    row("email.opened", (input) => ({ ...email(input), ...reader(input, "open") }), {
      when: isAbout("Open"),
      subject: emailId,
    }),
    row(
      "email.clicked",
      (input) => ({ ...email(input), ...reader(input, "click"), url: part(input, "click")["link"] }),
      {
        when: isAbout("Click"),
        subject: emailId,
      },
    ),
  ],
});

/** The message as JSON; no fields where it is other text. */
function message({ payload }: MappingInput): Fields {
  const text = fields(payload)["Message"];
  if (typeof text !== "string" || !text.startsWith("{")) return {};
  try {
    return fields(JSON.parse(text));
  } catch {
    return {}; // text that only looks like JSON
  }
}

function isAbout(kind: string) {
  return (input: MappingInput): boolean => {
    const { notificationType, eventType, mail } = message(input);
    return (notificationType ?? eventType) === kind && typeof mail === "object";
  };
}

function part(input: MappingInput, name: string): Fields {
  return fields(message(input)[name]);
}

function email(input: MappingInput): DomainFields<"email.sent"> {
  const mail = part(input, "mail");
  const { subject, messageId } = fields(mail["commonHeaders"]);
  return {
    emailId: mail["messageId"],
    to: elements(mail["destination"]),
    from: mail["source"],
    subject: someText(subject),
    messageId: someText(messageId)?.replace(/^<|>$/g, ""),
  };
}

const bounceTypes: Readonly<Record<string, string>> = { Permanent: "permanent", Transient: "temporary" };

function bounced(input: MappingInput): DomainFields<"email.bounced"> {
  const bounce = part(input, "bounce");
  const recipients = elements(bounce["bouncedRecipients"]).map(fields);
  return {
    ...email(input),
    to: recipients.map(({ emailAddress }) => emailAddress),
    bounceType: bounceTypes[String(bounce["bounceType"])] ?? "unknown",
    code: recipients[0]?.["status"],
    reason: recipients[0]?.["diagnosticCode"],
  };
}

function reader(input: MappingInput, name: string): { readonly ip: unknown; readonly userAgent: unknown } {
  const { ipAddress, userAgent } = part(input, name);
  return { ip: ipAddress, userAgent };
}

function emailId(input: MappingInput): string | undefined {
  return someText(part(input, "mail")["messageId"]);
}
