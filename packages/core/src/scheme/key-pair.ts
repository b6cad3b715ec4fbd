import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { AsymmetricAlgorithm } from "./asymmetric.ts";
import { decodePasted, decodeStrictly } from "./encoding.ts";

// The DER in front of an Ed25519 key's 32 bytes, RFC 8410.
const ed25519SpkiPrefix = Buffer.from("302a300506032b6570032100", "hex");
const ed25519Pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The public key in the text, or `undefined` unless it is one for this algorithm. */
export function importPublicKey(
  text: string,
  algorithm: AsymmetricAlgorithm,
  encoding: "base64" | "hex",
): KeyObject | undefined {
  return orUndefined(algorithm, () => {
    if (text.includes("-----BEGIN")) return createPublicKey(text);
    const bytes = encoding === "hex" ? decodeStrictly(text, "hex") : decodePasted(text.replaceAll(/\s/g, ""));
    if (bytes === undefined) return undefined;
    const isBare = algorithm === "ed25519" && bytes.length === 32;
    return createPublicKey({
      key: isBare ? Buffer.concat([ed25519SpkiPrefix, bytes]) : bytes,
      format: "der",
      type: "spki",
    });
  });
}

/** The private key in PEM, or `undefined` unless it is one for this algorithm. */
export function importPrivateKey(text: string, algorithm: AsymmetricAlgorithm): KeyObject | undefined {
  return orUndefined(algorithm, () => createPrivateKey(text));
}

/** A fresh pair: the public key as the provider writes it, the private key as PEM. */
export function createKeyPair(
  algorithm: AsymmetricAlgorithm,
  encoding: "base64" | "hex",
  randomBytes: (size: number) => Uint8Array,
): { readonly verify: string; readonly sign: string } {
  const privateKey = createPrivate(algorithm, randomBytes);
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  const shown = algorithm === "ed25519" ? spki.subarray(-32) : spki;
  return {
    verify: shown.toString(encoding),
    sign: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
  };
}

function createPrivate(algorithm: AsymmetricAlgorithm, randomBytes: (size: number) => Uint8Array): KeyObject {
  switch (algorithm) {
    case "ed25519":
      return createPrivateKey({
        key: Buffer.concat([ed25519Pkcs8Prefix, randomBytes(32)]),
        format: "der",
        type: "pkcs8",
      });
    case "ecdsa-p256-sha256":
    case "ecdsa-p256-sha256-p1363":
    case "ecdsa-p256-sha1":
      return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
    case "rsa-sha256":
    case "rsa-sha1":
      return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  }
}

function orUndefined(
  algorithm: AsymmetricAlgorithm,
  read: () => KeyObject | undefined,
): KeyObject | undefined {
  try {
    const key = read();
    return key !== undefined && fits(key, algorithm) ? key : undefined;
  } catch {
    return undefined; // not a key: the caller says so with a reason, and OpenSSL's text is never shown
  }
}

function fits(key: KeyObject, algorithm: AsymmetricAlgorithm): boolean {
  if (algorithm === "ed25519") return key.asymmetricKeyType === "ed25519";
  if (algorithm.startsWith("rsa")) return key.asymmetricKeyType === "rsa";
  return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
}
