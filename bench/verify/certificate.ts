import { createPublicKey, sign } from "node:crypto";

const day = 86_400_000;
/** DER of the algorithm sha256WithRSAEncryption, RFC 8017. */
const rsaSha256 = sequence(Buffer.from("06092a864886f70d01010b0500", "hex"));
/** DER of the attribute type commonName, X.520. */
const commonNameType = Buffer.from("0603550403", "hex");

/**
 * A certificate in PEM that an RSA key has signed for itself, valid for two days around now: what a provider would
 * publish, of a key that we have. Node reads certificates and makes none. X.509 version 1, RFC 5280.
 */
export function createCertificate(privateKeyPem: string, commonName: string, now: Date): string {
  const name = sequence(set(sequence(commonNameType, utf8(commonName))));
  const validity = sequence(time(now.getTime() - day), time(now.getTime() + day));
  const key = createPublicKey(privateKeyPem).export({ format: "der", type: "spki" });
  const serial = der(0x02, Buffer.from([1]));
  const signed = sequence(serial, rsaSha256, name, validity, name, key);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", signed, privateKeyPem));
  const lines = sequence(signed, rsaSha256, signature)
    .toString("base64")
    .match(/.{1,64}/g);
  return `-----BEGIN CERTIFICATE-----\n${(lines ?? []).join("\n")}\n-----END CERTIFICATE-----\n`;
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

function set(...parts: readonly Buffer[]): Buffer {
  return der(0x31, ...parts);
}

function utf8(text: string): Buffer {
  return der(0x0c, Buffer.from(text, "utf8"));
}

/** UTCTime, `261121034500Z`. */
function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(text.slice(2), "latin1"));
}

/** Tag, length, value. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length < 0x80) return Buffer.concat([Buffer.from([tag, value.length]), value]);
  const hex = value.length.toString(16);
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, value]);
}
