import {
  createHmac,
  createSecretKey,
  type Hash,
  type Hmac,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";
import { ConfigError } from "../errors.ts";
import { type Chunk, compileContent } from "./content.ts";
import type { ImmediateScheme } from "./scheme.ts";
import { type SecretForm, utf8Secret } from "./secret-form.ts";
import { createSignedScheme, type SignedSchemeSpec } from "./signed-scheme.ts";

/** Bytes of each digest. */
export const digestBytes = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const;
export type DigestAlgorithm = keyof typeof digestBytes;

export interface HmacSpec extends SignedSchemeSpec {
  /** Default `sha256`. */
  readonly algorithm?: DigestAlgorithm;
  /** How the secret becomes the key. Default: its UTF-8 bytes. */
  readonly secret?: SecretForm;
}

/**
 * A shared secret and an HMAC: four providers in five. Everything that differs between them is data.
 *
 * @example hmac({ signature: "x-hub-signature-256", format: prefixed("sha256=") })
 * @example hmac({
 *   signature: "stripe-signature",
 *   format: entries({ timestamp: "t=", signature: "v1=" }),
 *   content: "{timestamp}.{body}",
 *   timestamp: { unit: "seconds" },
 * })
 */
export function hmac(spec: HmacSpec): ImmediateScheme {
  const { algorithm = "sha256", secret = utf8Secret() } = spec;
  if (compileContent(spec.content ?? "{body}").usesSecret)
    throw new ConfigError("hmac: {secret} is never signed content");
  return createSignedScheme<KeyObject>(spec, {
    signatureBytes: digestBytes[algorithm],
    toKey: (text) => {
      const key = secret.toKey(text);
      return key === undefined || key.length === 0 ? undefined : createSecretKey(key);
    },
    isSignedBy: (key, content, signatures) => isAmong(digest(algorithm, key, content), signatures),
    sign: (text, content) => {
      const key = secret.toKey(text);
      if (key === undefined) throw new ConfigError("cannot sign: the secret is not of this provider's form");
      return digest(algorithm, createSecretKey(key), content);
    },
    createSecret: (randomBytes) => {
      const created = secret.create(randomBytes);
      return { verify: created, sign: created };
    },
  });
}

function digest(algorithm: DigestAlgorithm, key: KeyObject, content: readonly Chunk[]): Buffer {
  const mac = createHmac(algorithm, key);
  for (const chunk of content) if (typeof chunk !== "symbol") mac.update(chunk);
  return finish(mac);
}

/** The digest's bytes. By way of text: Node gives bytes in memory of their own, a tenth of the time of a small HMAC. */
export function finish(digest: Hash | Hmac): Buffer {
  return Buffer.from(digest.digest("binary"), "latin1");
}

/** Whether one of them equals the expected bytes, in time that depends on their number alone. All of one length. */
export function isAmong(expected: Buffer, signatures: readonly Buffer[]): boolean {
  let isFound = false;
  for (const signature of signatures) {
    const isEqual = timingSafeEqual(signature, expected);
    isFound ||= isEqual;
  }
  return isFound;
}
