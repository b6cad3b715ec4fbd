import { hash } from "node:crypto";
import { BodiesError } from "@hookyard/core/port/bodies";

/** Where a text lies in the bucket. The digest in its name proves what it is. */
export interface BodyLocation {
  readonly key: string;
  /** SHA-256 of the text's UTF-8 bytes, in hex. */
  readonly digest: string;
}

const prefix = "bodies/";
const keyForm = /^bodies\/evt_[0-9a-f]{32}\/([0-9a-f]{64})$/;

/** The place of a text: the same text of the same event has one place. */
export function locationOf(eventId: string, bytes: Uint8Array): BodyLocation {
  const digest = hash("sha256", bytes, "hex");
  return { key: `${prefix}${eventId}/${digest}`, digest };
}

/** `s3://<bucket>/bodies/<event id>/<sha256>`: the `dataref` of events. */
export function referenceOf(bucket: string, { key }: BodyLocation): string {
  return `s3://${bucket}/${key}`;
}

/**
 * Reads a reference back. Throws `BodiesError` for one that is not of this bucket, or of another form: an event that
 * somebody else made must not have anything else fetched.
 */
export function readReference(bucket: string, reference: string): BodyLocation {
  const start = `s3://${bucket}/`;
  const key = reference.startsWith(start) ? reference.slice(start.length) : "";
  const digest = keyForm.exec(key)?.[1];
  if (digest === undefined) {
    throw new BodiesError("dataref_invalid", `the event's dataref is no body of the bucket ${bucket}`);
  }
  return { key, digest };
}
