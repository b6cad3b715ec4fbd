import { S3Client } from "@aws-sdk/client-s3";
import { clientConfiguration, clientDefaults, type ClientOptions } from "./clients.ts";

/*
 * Apart from the other clients: it is the largest, and only bodies over the bus's limit need it. A function imports this
 * when the first of them comes, so that no start waits for it.
 */

export function createS3Client(options: ClientOptions): S3Client {
  return new S3Client({
    ...clientConfiguration(options, clientDefaults.s3),
    forcePathStyle: options.endpoint !== undefined,
    expectContinueHeader: false, // a body of 16 MB is sent sooner than it is asked for
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}
