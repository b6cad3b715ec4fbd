import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, idText, instant, someText } from "../domain/read.ts";

/*
 * Field names from Meta's references of WhatsApp Business and Messenger. Messenger's read receipts name a time and no
 * message, so they stay passthrough, as do reactions, feeds and comments.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */

/** Meta. */
export const metaMapping = defineMapping({
  "whatsapp_business_account.messages": [
    row("message.received", whatsappMessage, { when: (input) => Array.isArray(change(input)["messages"]) }),
    row("message.sent", whatsappStatus, { when: isStatus("sent"), subject: statusId }),
    row("message.delivered", whatsappStatus, { when: isStatus("delivered"), subject: statusId }),
    row("message.read", whatsappStatus, { when: isStatus("read"), subject: statusId }),
    row(
      "message.failed",
      (input) => {
        const error = fields(elements(status(input)["errors"])[0]);
        return {
          ...whatsappStatus(input),
          failureCode: idText(error["code"]),
          failureMessage: someText(fields(error["error_data"])["details"]) ?? someText(error["title"]),
        };
      },
      { when: isStatus("failed"), subject: statusId },
    ),
  ],
  // Only ids come: what was answered is asked from the Graph API.
  "page.leadgen": row(
    "form.submitted",
    (input) => {
      const { leadgen_id, form_id, created_time } = change(input);
      return {
        submissionId: idText(leadgen_id),
        formId: idText(form_id),
        submittedAt: instant(created_time),
      };
    },
    { subject: (input) => idText(change(input)["leadgen_id"]) },
  ),
  "page.messages": row("message.received", (input) => conversation(input, "messenger")),
  "page.message_echoes": row("message.sent", (input) => conversation(input, "messenger")),
  "instagram.messages": row("message.received", (input) => conversation(input, "instagram")),
  "instagram.message_echoes": row("message.sent", (input) => conversation(input, "instagram")),
});

function entry({ payload }: MappingInput): Fields {
  return fields(elements(fields(payload)["entry"])[0]);
}

function change(input: MappingInput): Fields {
  return fields(fields(elements(entry(input)["changes"])[0])["value"]);
}

function status(input: MappingInput): Fields {
  return fields(elements(change(input)["statuses"])[0]);
}

function statusId(input: MappingInput): string | undefined {
  return someText(status(input)["id"]);
}

function isStatus(name: string) {
  return (input: MappingInput): boolean => status(input)["status"] === name;
}

const mediaTypes = ["image", "video", "audio", "document", "sticker"] as const;

function whatsappMessage(input: MappingInput): DomainFields<"message.received"> {
  const message = fields(elements(change(input)["messages"])[0]);
  const contact = fields(elements(change(input)["contacts"])[0]);
  const media = mediaTypes.map((name) => fields(message[name])).filter((file) => file["id"] !== undefined);
  const caption = media.map((file) => someText(file["caption"])).find((text) => text !== undefined);
  return {
    messageId: message["id"],
    channel: "whatsapp",
    from: e164(message["from"]),
    fromName: someText(fields(contact["profile"])["name"]),
    to: e164(fields(change(input)["metadata"])["display_phone_number"]),
    text: someText(fields(message["text"])["body"]) ?? caption,
    media:
      media.length === 0
        ? undefined
        : media.map((file) => ({
            mediaId: file["id"],
            url: file["url"],
            contentType: file["mime_type"],
            name: file["filename"],
          })),
  };
}

function whatsappStatus(input: MappingInput): DomainFields<"message.sent"> {
  const entry = status(input);
  return {
    messageId: entry["id"],
    channel: "whatsapp",
    conversationId: someText(fields(entry["conversation"])["id"]),
    from: e164(fields(change(input)["metadata"])["display_phone_number"]),
    to: e164(entry["recipient_id"]),
  };
}

/** WhatsApp writes numbers without their plus. */
function e164(value: unknown): string | undefined {
  const digits = someText(value)?.replaceAll(/[^0-9]/g, "");
  return digits === undefined || digits === "" ? undefined : `+${digits}`;
}

function conversation(input: MappingInput, channel: string): DomainFields<"message.sent"> {
  const item = fields(elements(entry(input)["messaging"])[0]);
  const message = fields(item["message"]);
  const media = elements(message["attachments"]).map(fields);
  return {
    messageId: message["mid"],
    channel,
    from: idText(fields(item["sender"])["id"]),
    to: idText(fields(item["recipient"])["id"]),
    text: someText(message["text"]),
    media: media.length === 0 ? undefined : media.map((file) => ({ url: fields(file["payload"])["url"] })),
  };
}
