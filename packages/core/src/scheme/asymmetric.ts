import {
  createSign,
  createVerify,
  type KeyObject,
  sign,
  verify,
  type VerifyKeyObjectInput,
} from "node:crypto";
import type { Chunk } from "./content.ts";
import { createKeyPair, importPrivateKey, importPublicKey } from "./key-pair.ts";
import { ConfigError } from "../errors.ts";
import type { Scheme } from "./scheme.ts";
import { createSignedScheme, type SignedSchemeSpec } from "./signed-scheme.ts";

/** Ed25519 (Discord, Telnyx); ECDSA on P-256, signatures as DER (SendGrid) or as r and s; RSA PKCS#1 v1.5 (Wise). */
export type AsymmetricAlgorithm =
  | "ed25519"
  | "ecdsa-p256-sha256"
  | "ecdsa-p256-sha256-p1363"
  | "ecdsa-p256-sha1"
  | "rsa-sha256"
  | "rsa-sha1";

export interface AsymmetricSpec extends SignedSchemeSpec {
  readonly algorithm: AsymmetricAlgorithm;
  /**
   * How a public key that is not PEM is written: DER (SPKI), or for Ed25519 the bare 32 bytes. Default `base64`.
   * PEM is always understood.
   */
  readonly keyEncoding?: "base64" | "hex";
}

/**
 * A signature by the provider's private key. A source's secrets are public keys; signing (samples, tests) takes the
 * private key as PEM.
 *
 * @example asymmetric({
 *   algorithm: "ed25519",
 *   keyEncoding: "hex",
 *   signature: "x-signature-ed25519",
 *   content: "{timestamp}{body}",
 *   timestamp: { header: "x-signature-timestamp", unit: "seconds" },
 * })
 */
export function asymmetric(spec: AsymmetricSpec): Scheme {
  const { algorithm, keyEncoding = "base64" } = spec;
  const prove = algorithm === "ed25519" ? proveEd25519 : proveDigest(algorithm);
  return createSignedScheme<KeyObject>(spec, {
    ...(algorithm === "ed25519" && { signatureBytes: 64 }),
    toKey: (text) => importPublicKey(text, algorithm, keyEncoding),
    isSignedBy: (key, content, signatures) => {
      let isFound = false;
      for (const signature of signatures) {
        const isGood = prove.verify(key, content, signature);
        isFound ||= isGood;
      }
      return isFound;
    },
    sign: (text, content) => {
      const key = importPrivateKey(text, algorithm);
      if (key === undefined)
        throw new ConfigError(`cannot sign: signing takes the private ${algorithm} key as PEM`);
      return prove.sign(key, content);
    },
    createSecret: (randomBytes) => createKeyPair(algorithm, keyEncoding, randomBytes),
  });
}

interface Proof {
  readonly verify: (key: KeyObject, content: readonly Chunk[], signature: Buffer) => boolean;
  readonly sign: (key: KeyObject, content: readonly Chunk[]) => Buffer;
}

const proveEd25519: Proof = {
  verify: (key, content, signature) => verify(null, join(content), key, signature),
  sign: (key, content) => sign(null, join(content), key),
};

function proveDigest(algorithm: Exclude<AsymmetricAlgorithm, "ed25519">): Proof {
  const digest = algorithm.endsWith("sha1") ? "sha1" : "sha256";
  // RSA keys take PKCS#1 v1.5 and EC keys DER by themselves; a key inside an options object costs Node a third more.
  const withOptions = (key: KeyObject): KeyObject | VerifyKeyObjectInput =>
    algorithm.endsWith("p1363") ? { key, dsaEncoding: "ieee-p1363" } : key;
  return {
    verify: (key, content, signature) => {
      const verifier = createVerify(digest);
      for (const chunk of content) if (typeof chunk !== "symbol") verifier.update(chunk);
      return verifier.verify(withOptions(key), signature);
    },
    sign: (key, content) => {
      const signer = createSign(digest);
      for (const chunk of content) if (typeof chunk !== "symbol") signer.update(chunk);
      return signer.sign(withOptions(key));
    },
  };
}

/** Ed25519 reads its message twice, so it needs it whole. */
function join(content: readonly Chunk[]): Buffer {
  return Buffer.concat(
    content.filter((chunk) => typeof chunk !== "symbol").map((chunk) => Buffer.from(chunk)),
  );
}
