import { createPrivateKey, hash, type KeyObject, sign } from "node:crypto";
import { ConfigError } from "@hookyard/core";
import type { ApiClient } from "../api/api-client.ts";
import type { ClientContext } from "../endpoint/endpoint.ts";
import { bearer } from "./rest.ts";

/** Two minutes at most; a call that is told to wait longer is refused then. */
const validSeconds = 120;
/** By the kind of key. */
const algorithms: ReadonlyMap<string, string> = new Map([
  ["ed25519", "EdDSA"],
  ["ec", "ES256"],
]);
/** What stands before the 32 bytes of an Ed25519 key in PKCS#8. @see https://www.rfc-editor.org/rfc/rfc8410 */
const ed25519Front = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * A client that shows a JWT of its own with each call: it names the method, the host and the path. The API key is
 * `id:secret`, where the secret is base64 of an Ed25519 key or an elliptic-curve key in PEM. Throws `ConfigError`.
 * (Its claims are those of Coinbase's own library.)
 * @see https://docs.cdp.coinbase.com/get-started/authentication/jwt-authentication
 */
export function withCoinbaseJwt(
  api: ApiClient,
  base: string,
  { key, source, now }: Pick<ClientContext, "key" | "source" | "now">,
): ApiClient {
  const { id, secret } = coinbaseKey(key, source);
  let count = 0;
  return {
    send: (request, read) => {
      const { host, pathname } = new URL(request.path, base);
      const seconds = Math.floor(now().getTime() / 1000);
      const uri = `${request.method} ${host}${pathname}`;
      const nonce = hash("sha256", `${now().getTime()} ${++count} ${uri}`).slice(0, 32);
      const jwt = signed(
        secret,
        { kid: id, nonce },
        {
          sub: id,
          iss: "cdp",
          uris: [uri],
          iat: seconds,
          nbf: seconds,
          exp: seconds + validSeconds,
        },
      );
      return api.send(
        {
          ...request,
          headers: { ...request.headers, ...bearer(jwt) },
          secrets: [...(request.secrets ?? []), jwt],
        },
        read,
      );
    },
  };
}

function coinbaseKey(key: string, source: string): { readonly id: string; readonly secret: KeyObject } {
  const at = key.indexOf(":");
  const secret = keyObject(key.slice(at + 1).replaceAll("\\n", "\n"));
  if (at < 1 || secret === undefined)
    throw new ConfigError(
      `the API key of "${source}" is no id:secret of a key of Coinbase, whose secret is base64 (Ed25519) or PEM (ECDSA)`,
    );
  return { id: key.slice(0, at), secret };
}

function keyObject(text: string): KeyObject | undefined {
  const bytes = Buffer.from(text, "base64");
  const isPem = text.includes("-----BEGIN");
  if (!isPem && bytes.length !== 64 && bytes.length !== 32) return undefined;
  const read = (): KeyObject | undefined => {
    try {
      const der = Buffer.concat([ed25519Front, bytes.subarray(0, 32)]);
      const key = createPrivateKey(isPem ? text : { key: der, format: "der", type: "pkcs8" });
      return algorithms.has(key.asymmetricKeyType ?? "") ? key : undefined;
    } catch {
      return undefined; // told by the caller, without what OpenSSL says of the key
    }
  };
  // Twice: an error that reading the machine's certificates left in OpenSSL is taken for this key's, once.
  return read() ?? read();
}

function signed(key: KeyObject, header: object, claims: object): string {
  const alg = algorithms.get(key.asymmetricKeyType ?? "") ?? "";
  const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString("base64url");
  const content = `${part({ alg, typ: "JWT", ...header })}.${part(claims)}`;
  const signature = sign(alg === "EdDSA" ? null : "sha256", Buffer.from(content), {
    key,
    dsaEncoding: "ieee-p1363",
  });
  return `${content}.${signature.toString("base64url")}`;
}
