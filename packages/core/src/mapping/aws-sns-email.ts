import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText, translate } from "../domain/read.ts";
import { message } from "./aws-sns-message.ts";

/*
 * SES's notices about email: JSON with `notificationType`, or `eventType` where a configuration set publishes events.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */

/** Rows of SNS's mapping for these. */
export const emailRows = [
  row("email.sent", email, { when: isAbout("Send"), subject: emailId }),
  row("email.delivered", email, { when: isAbout("Delivery"), subject: emailId }),
  row("email.bounced", bounced, { when: isAbout("Bounce"), subject: emailId }),
  row("email.complained", email, { when: isAbout("Complaint"), subject: emailId }),
  row("email.deferred", (input) => ({ ...email(input), reason: part(input, "deliveryDelay")["delayType"] }), {
    when: isAbout("DeliveryDelay"),
    subject: emailId,
  }),
  row("email.failed", (input) => ({ ...email(input), reason: part(input, "reject")["reason"] }), {
    when: isAbout("Reject"),
    subject: emailId,
  }),
  row("email.failed", (input) => ({ ...email(input), reason: part(input, "failure")["errorMessage"] }), {
    when: isAbout("Rendering Failure"),
    subject: emailId,
  }),
  row("email.unsubscribed", email, {
    when: (input) => isAbout("Subscription")(input) && isUnsubscribed(input),
    subject: emailId,
  }),
  row("email.received", received, { when: isAbout("Received"), subject: emailId }),
  row("email.opened", (input) => ({ ...email(input), ...reader(input, "open") }), {
    when: isAbout("Open"),
    subject: emailId,
  }),
  row(
    "email.clicked",
    (input) => ({ ...email(input), ...reader(input, "click"), url: part(input, "click")["link"] }),
    { when: isAbout("Click"), subject: emailId },
  ),
] as const;

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
    bounceType: translate(bounce["bounceType"], bounceTypes) ?? "unknown",
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

function isUnsubscribed(input: MappingInput): boolean {
  return fields(part(input, "subscription")["newTopicPreferences"])["unsubscribeAll"] === true;
}

function received(input: MappingInput): DomainFields<"email.received"> {
  const { cc } = fields(part(input, "mail")["commonHeaders"]);
  return { ...email(input), cc: elements(cc), text: someText(message(input)["content"]) };
}
