import { defineMapping, type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { type Fields, fields, someText } from "../domain/read.ts";

/* Field names from Microsoft's pages of event schemas, Event Grid as an event source. Both schemas have `data`. */

/** Azure Event Grid; the provider's types are the publishers', `Microsoft.Storage.BlobCreated`. */
export const azureEventGridMapping = defineMapping({
  "Microsoft.Storage.BlobCreated": row("file.created", blob, { subject: urlOf }),
  "Microsoft.Storage.BlobDeleted": row("file.deleted", blob, { subject: urlOf }),
  "Microsoft.ContainerRegistry.ImagePushed": row("package.published", image),
  "Microsoft.ContainerRegistry.ImageDeleted": row("package.unpublished", image),
  "Microsoft.Communication.SMSReceived": row("message.received", sms),
  "Microsoft.Communication.SMSDeliveryReportReceived": [
    row("message.delivered", smsReport, { when: hasDeliveryStatus("Delivered") }),
    row("message.failed", failedSms, { when: hasDeliveryStatus("Failed") }),
  ],
  "Microsoft.Communication.EmailDeliveryReportReceived": [
    row("email.delivered", emailReport, { when: hasEmailStatus("Delivered") }),
    row("email.bounced", (input) => ({ ...emailReport(input), reason: statusMessage(input) }), {
      when: hasEmailStatus("Bounced"),
    }),
    row("email.failed", (input) => ({ ...emailReport(input), reason: statusMessage(input) }), {
      when: hasEmailStatus("Suppressed", "Failed", "Quarantined", "FilteredSpam"),
    }),
  ],
  "Microsoft.Communication.EmailEngagementTrackingReportReceived": [
    row(
      "email.opened",
      (input) => ({ ...emailReport(input), userAgent: someText(data(input)["userAgent"]) }),
      {
        when: ({ payload }) => engagement(payload) === "view",
      },
    ),
    row(
      "email.clicked",
      (input) => ({ ...emailReport(input), url: someText(data(input)["engagementContext"]) }),
      {
        when: ({ payload }) => engagement(payload) === "click",
      },
    ),
  ],
});

function data({ payload }: MappingInput): Fields {
  return fields(fields(payload)["data"]);
}

function urlOf(input: MappingInput): string | undefined {
  return someText(data(input)["url"]);
}

/** `/blobServices/default/containers/<container>/blobs/<path>` */
const blobSubject = /\/containers\/([^/]+)\/blobs\/(.+)$/;

function blob(input: MappingInput): DomainFields<"file.created"> {
  const { url, contentType, contentLength, eTag } = data(input);
  const [, container, path] = blobSubject.exec(someText(fields(input.payload)["subject"]) ?? "") ?? [];
  return {
    fileId: url,
    name: path?.split("/").at(-1),
    path,
    folderId: container,
    contentType: someText(contentType),
    sizeBytes: contentLength,
    version: someText(eTag),
    url,
  };
}

function image(input: MappingInput): DomainFields<"package.published"> {
  const { target, request, actor } = data(input);
  const { repository, tag, digest } = fields(target);
  const host = someText(fields(request)["host"]);
  return {
    packageId: host === undefined ? repository : `${host}/${String(repository)}`,
    name: repository,
    version: tag ?? digest,
    registry: "docker",
    author: someText(fields(actor)["name"]),
  };
}

function smsReport(input: MappingInput): DomainFields<"message.delivered"> {
  const { messageId, from, to } = data(input);
  return { messageId, channel: "sms", from, to };
}

function failedSms(input: MappingInput): DomainFields<"message.failed"> {
  return { ...smsReport(input), failureMessage: someText(data(input)["deliveryStatusDetails"]) };
}

function hasDeliveryStatus(status: string): (input: MappingInput) => boolean {
  return (input) => data(input)["deliveryStatus"] === status;
}

function hasEmailStatus(...statuses: readonly string[]): (input: MappingInput) => boolean {
  return (input) => statuses.some((status) => status === data(input)["status"]);
}

function statusMessage(input: MappingInput): string | undefined {
  return someText(fields(data(input)["deliveryStatusDetails"])["statusMessage"]);
}

function engagement(payload: unknown): unknown {
  return fields(fields(payload)["data"])["engagementType"];
}

function emailReport(input: MappingInput): DomainFields<"email.sent"> {
  const { messageId, recipient, sender } = data(input);
  const to = someText(recipient);
  return { emailId: messageId, to: to === undefined ? [] : [to], from: someText(sender) };
}

function sms(input: MappingInput): DomainFields<"message.received"> {
  const { messageId, from, to, message } = data(input);
  return { messageId, channel: "sms", from, to, text: message };
}
