import { type DomainFields, type MappingInput, row } from "../domain/mapping.ts";
import { elements, type Fields, fields, someText } from "../domain/read.ts";
import { message } from "./aws-sns-message.ts";

/*
 * S3's notices about objects. S3 puts one record into a message; one with several would be several files, and stays
 * passthrough. Keys come as in a form: `+` is a space.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */

/** Rows of SNS's mapping for these. */
export const fileRows = [
  row("file.created", file, { when: isAbout(/^(?:s3:)?ObjectCreated:/), subject: fileId }),
  row("file.deleted", file, {
    when: isAbout(/^(?:s3:)?ObjectRemoved:|^(?:s3:)?LifecycleExpiration:/),
    subject: fileId,
  }),
  row("file.restored", file, { when: isAbout(/^(?:s3:)?ObjectRestore:Completed/), subject: fileId }),
] as const;

function record(input: MappingInput): Fields {
  const records = elements(message(input)["Records"]);
  return records.length === 1 ? fields(records[0]) : {};
}

function isAbout(pattern: RegExp): (input: MappingInput) => boolean {
  return (input) => {
    const { eventSource, eventName } = record(input);
    return eventSource === "aws:s3" && typeof eventName === "string" && pattern.test(eventName);
  };
}

function path(input: MappingInput): string | undefined {
  const key = someText(fields(fields(record(input)["s3"])["object"])["key"])?.replaceAll("+", " ");
  try {
    return key === undefined ? undefined : decodeURIComponent(key);
  } catch {
    return key; // not encoded, as some that imitate S3 leave it
  }
}

function bucket(input: MappingInput): string | undefined {
  return someText(fields(fields(record(input)["s3"])["bucket"])["name"]);
}

function fileId(input: MappingInput): string | undefined {
  const [name, key] = [bucket(input), path(input)];
  return name === undefined || key === undefined ? undefined : `s3://${name}/${key}`;
}

function file(input: MappingInput): DomainFields<"file.created"> {
  const { size, versionId, eTag } = fields(fields(record(input)["s3"])["object"]);
  return {
    fileId: fileId(input),
    name: path(input)?.split("/").at(-1),
    path: path(input),
    folderId: bucket(input),
    sizeBytes: size,
    version: someText(versionId) ?? someText(eTag),
    author: someText(fields(record(input)["userIdentity"])["principalId"]),
  };
}
