import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { hash } from "node:crypto";
import { type Bodies, BodiesError } from "@hookyard/core/port/bodies";
import { locationOf, readReference, referenceOf } from "./reference.ts";

export interface S3BodiesOptions {
  readonly s3: S3Client;
  /** Its name. It is private, and forgets objects by its lifecycle: see `infra/store.ts`. */
  readonly bucket: string;
  /** UTF-8 bytes of the largest text. */
  readonly maxBytes?: number;
}

/** A Function URL takes 6 MB, of which an event is at most a few copies of parts. */
export const maxBodyBytes = 16 * 1024 ** 2;

/** The bodies port on S3: one object a text, named by its event and its SHA-256, which is checked at both ends. */
export function createS3Bodies({ s3, bucket, maxBytes = maxBodyBytes }: S3BodiesOptions): Bodies {
  return {
    async put(eventId, text) {
      const bytes = Buffer.from(text, "utf8");
      if (bytes.byteLength > maxBytes) throw tooLarge(eventId, bytes.byteLength, maxBytes);
      const location = locationOf(eventId, bytes);
      await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: location.key,
          Body: bytes,
          ContentType: "application/json",
          ChecksumSHA256: Buffer.from(location.digest, "hex").toString("base64"), // S3 refuses other bytes
        }),
      );
      return referenceOf(bucket, location);
    },
    async get(reference) {
      const { key, digest } = readReference(bucket, reference);
      const found = await find(s3, bucket, key);
      if (found?.Body === undefined) return undefined;
      if ((found.ContentLength ?? 0) > maxBytes) throw corrupt(key);
      const bytes = await found.Body.transformToByteArray();
      if (hash("sha256", bytes, "hex") !== digest) throw corrupt(key);
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
    },
    async delete(reference) {
      const { key } = readReference(bucket, reference);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}

async function find(s3: S3Client, bucket: string, key: string): Promise<GetObjectCommandOutput | undefined> {
  try {
    return await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

function tooLarge(eventId: string, bytes: number, maxBytes: number): BodiesError {
  return new BodiesError(
    "body_too_large",
    `the event ${eventId} has ${bytes} bytes; the bucket takes ${maxBytes}. Set a smaller maxBodyBytes at its source`,
  );
}

function corrupt(key: string): BodiesError {
  return new BodiesError("body_corrupt", `the object ${key} is not what was put there: its SHA-256 differs`);
}
