import { createHash, createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { AwsCredentials } from "../clients.ts";

/** What a request to an AWS service is signed with and for. */
interface SignedRequest {
  readonly service: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** By the service's clock, as well as it is known: it takes no signature that is 15 minutes off. */
  readonly time: Date;
  /** Lower-case names in order: every one of them is signed. `x-amz-date` and the session's token come with the signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const algorithm = "AWS4-HMAC-SHA256";

/**
 * Signs `POST /` by Signature Version 4, for one service in one region: what is derived of a secret for a day is kept
 * until the day or the secret changes. Answers the headers to send, those that were signed among them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createSigner(): (request: SignedRequest) => Readonly<Record<string, string>> {
  let derived: { readonly of: string; readonly key: KeyObject } | undefined;
  return ({ service, region, credentials, time, headers, body }) => {
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const instant = time.toISOString().replaceAll(/[-:]|\.\d+/g, ""); // 20261121T000000Z
    const day = instant.slice(0, "20261121".length);
    const of = `${day} ${region} ${service} ${secretAccessKey}`;
    if (derived?.of !== of) derived = { of, key: deriveKey(secretAccessKey, [day, region, service]) };
    const { key } = derived;
    const sent: Record<string, string> = {
      ...headers,
      "x-amz-date": instant,
      ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
    };
    const names = Object.keys(sent).toSorted();
    const signedHeaders = names.join(";");
    const lines = names.map((name) => `${name}:${sent[name]?.trim()}\n`).join("");
    const canonical = `POST\n/\n\n${lines}\n${signedHeaders}\n${sha256(body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = createHmac("sha256", key)
      .update(`${algorithm}\n${instant}\n${scope}\n${sha256(canonical)}`)
      .digest("hex");
    const credential = `Credential=${accessKeyId}/${scope}`;
    return {
      ...sent,
      authorization: `${algorithm} ${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
    };
  };
}

/** As a key object: made of bytes anew for each signature, it costs more than the signature. */
function deriveKey(secret: string, scope: readonly string[]): KeyObject {
  let key: Buffer = Buffer.from(`AWS4${secret}`);
  for (const part of [...scope, "aws4_request"]) key = createHmac("sha256", key).update(part).digest();
  return createSecretKey(key);
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}
