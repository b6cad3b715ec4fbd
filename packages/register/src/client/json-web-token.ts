import { createSign } from "node:crypto";
import { ConfigError } from "@hookyard/core";

/**
 * A token with these claims, signed with RS256 by a private key in PEM, whose line ends may be written as `\n`. Throws
 * `ConfigError` with `malformed` where the key is none. @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function signedToken(
  claims: object,
  { key, malformed }: { readonly key: string; readonly malformed: string },
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  try {
    const signature = createSign("RSA-SHA256").update(content).sign(key.replaceAll("\\n", "\n"), "base64url");
    return `${content}.${signature}`;
  } catch {
    throw new ConfigError(malformed); // without the cause: what OpenSSL says of a key may quote it
  }
}
