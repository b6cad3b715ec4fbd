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

function sms(input: MappingInput): DomainFields<"message.received"> {
  const { messageId, from, to, message } = data(input);
  return { messageId, channel: "sms", from, to, text: message };
}
