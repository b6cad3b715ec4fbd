import { createHash } from "node:crypto";
import { decodePasted, decodeStrictly } from "./encoding.ts";

/** How the text that a provider hands out becomes the bytes of a key. */
export interface SecretForm {
  /** The key's bytes, or `undefined` when the text is not of this form. */
  readonly toKey: (secret: string) => Uint8Array | undefined;
  /** A fresh secret as this provider writes them. */
  readonly create: (randomBytes: (size: number) => Uint8Array) => string;
}

/**
 * The whole text is the key, in UTF-8, prefix and all. `prefix` is only for making new ones.
 *
 * @example utf8Secret({ prefix: "whsec_" }) // Stripe: looks like base64, and is not decoded
 */
export function utf8Secret({
  prefix = "",
  bytes = 32,
}: {
  prefix?: string;
  bytes?: number;
} = {}): SecretForm {
  return {
    toKey: (secret) => Buffer.from(secret, "utf8"),
    create: (randomBytes) => prefix + Buffer.from(randomBytes(bytes)).toString("hex"),
  };
}

/** As {@link utf8Secret}, after Unicode compatibility decomposition (EasyPost). */
export function nfkdSecret(): SecretForm {
  return { ...utf8Secret(), toKey: (secret) => Buffer.from(secret.normalize("NFKD"), "utf8") };
}

/**
 * Base64 of the key after a prefix. A secret without the prefix is taken as bare base64 unless `prefixRequired`.
 *
 * @example base64Secret({ prefix: "whsec_" }) // Standard Webhooks
 */
export function base64Secret({
  prefix = "",
  prefixRequired = false,
  bytes = 32,
}: {
  prefix?: string;
  prefixRequired?: boolean;
  bytes?: number;
} = {}): SecretForm {
  return {
    toKey: (secret) => {
      if (secret.startsWith(prefix)) return decodePasted(secret.slice(prefix.length));
      return prefixRequired ? undefined : decodePasted(secret);
    },
    create: (randomBytes) => prefix + Buffer.from(randomBytes(bytes)).toString("base64"),
  };
}

/** Hex digits of the key (Adyen, Onfleet). */
export function hexSecret({ bytes = 32 }: { bytes?: number } = {}): SecretForm {
  return {
    toKey: (secret) => decodeStrictly(secret, "hex"),
    create: (randomBytes) => Buffer.from(randomBytes(bytes)).toString("hex").toUpperCase(),
  };
}

/** The key is a digest of the text (Braintree: SHA-1 of the private key). */
export function digestSecret(algorithm: "sha1" | "sha256"): SecretForm {
  return { ...utf8Secret(), toKey: (secret) => createHash(algorithm).update(secret, "utf8").digest() };
}
