import { createHash, createHmac } from "node:crypto";

/** A token as RFC 7519 has it, put together by hand: an oracle that no library of ours has a part in. */
export function jwt(
  claims: object,
  secret: string,
  algorithm: "HS256" | "HS384" | "HS512" = "HS256",
): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: algorithm, typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac(algorithm.replace("HS", "sha"), secret).update(signed).digest("base64url")}`;
}

/** The digest of a body that such a token holds. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
