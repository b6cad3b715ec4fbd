import { asymmetric } from "./asymmetric.ts";
import { createKeyCache } from "./key-cache.ts";
import { fetchPinned } from "./pinned-fetch.ts";
import { inHeader, parseLeniently } from "./place.ts";
import { fieldAt } from "../body/field.ts";
import { publishedKey } from "./published-key.ts";
import type { Scheme } from "./scheme.ts";
import type { SignatureFormat } from "./signature-format.ts";

const host = "api.ebay.com";
const tokenUrl = `https://${host}/identity/v1/oauth2/token`;
const keyUrl = `https://${host}/commerce/notification/v1/public_key/`;
const signature = "x-ebay-signature";
const keyId = /^[\w-]{1,100}$/;
/** `client id:client secret`, as an application of eBay's has them. */
const application = /^[\w.-]+:[\w.-]+$/;
const place = inHeader(signature);

/**
 * eBay: ECDSA with SHA-1 over the body. The header is base64 of JSON that names the key, which is asked from eBay's API
 * with an application's token: the secret is `client id:client secret` of it. A secret that is a public key pins that
 * one, and nothing is asked.
 */
export function ebayScheme(): Scheme {
  const tokens = createKeyCache<string>({ freshSeconds: 3600, staleSeconds: 1800 });
  // A sender chooses the id, and each one asked for counts against the application's quota at eBay.
  const keys = createKeyCache<readonly string[]>({ maxLoadsPerMinute: 3 });
  const inner = asymmetric({
    algorithm: "ecdsa-p256-sha1",
    signature,
    format: ebayHeader(),
    encoding: "base64",
  });
  return publishedKey(inner, async ({ request, secrets, now, fetch }) => {
    const reading = place.read(request);
    if ("reason" in reading) return reading;
    const kid = fieldAt(readHeader(reading.values[0] ?? ""), "kid");
    if (typeof kid !== "string" || !keyId.test(kid)) return { reason: "header_malformed" };
    const credentials = applicationOf(secrets);
    if (credentials === undefined) return { reason: "secret_missing" };
    if (fetch === undefined) return { reason: "key_unavailable" };
    const found = await keys.get(kid, {
      now,
      load: async () => {
        const token = await tokens.get(credentials, { now, load: () => loadToken(credentials, fetch) });
        return token === undefined ? undefined : loadKey(kid, token, fetch);
      },
    });
    return found ?? { reason: "key_unavailable" };
  });
}

async function loadToken(credentials: string, fetchUrl: typeof fetch): Promise<string | undefined> {
  const bytes = await fetchPinned(tokenUrl, {
    fetch: fetchUrl,
    hosts: [host],
    init: {
      method: "POST",
      headers: {
        authorization: `Basic ${Buffer.from(credentials, "utf8").toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope: "https://api.ebay.com/oauth/api_scope",
      }).toString(),
    },
  });
  const token = bytes === undefined ? undefined : fieldAt(parseLeniently(bytes), "access_token");
  return typeof token === "string" ? token : undefined;
}

async function loadKey(
  kid: string,
  token: string,
  fetchUrl: typeof fetch,
): Promise<readonly string[] | undefined> {
  const bytes = await fetchPinned(keyUrl + kid, {
    fetch: fetchUrl,
    hosts: [host],
    init: { headers: { authorization: `Bearer ${token}` } },
  });
  const key = bytes === undefined ? undefined : fieldAt(parseLeniently(bytes), "key");
  // PEM on one line: what is between its two ends is the DER.
  return typeof key === "string"
    ? [key.replaceAll(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").trim()]
    : undefined;
}

/** base64 of `{"alg","kid","signature","digest"}`. Another algorithm is none of ours. */
function ebayHeader(): SignatureFormat {
  return {
    read: (value) => {
      const header = readHeader(value);
      const given = fieldAt(header, "signature");
      const digest = fieldAt(header, "digest");
      if (typeof given !== "string") return undefined;
      const isKnown = digest === undefined || (typeof digest === "string" && digest.toUpperCase() === "SHA1");
      return [{ timestamp: undefined, signatures: isKnown ? [given] : [], elements: {} }];
    },
    write: (value) =>
      Buffer.from(
        JSON.stringify({
          alg: "ecdsa",
          kid: "9936261a-7d7b-4621-a0f1-964b08d5f6ff",
          signature: value,
          digest: "SHA1",
        }),
        "utf8",
      ).toString("base64"),
    hasTimestamp: false,
  };
}

function readHeader(value: string) {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(value) ? parseLeniently(Buffer.from(value, "base64")) : undefined;
}

/** Secrets come from outside this package: what is no list of text has none. */
function applicationOf(secrets: readonly unknown[]): string | undefined {
  if (!Array.isArray(secrets)) return undefined;
  for (const secret of secrets as readonly unknown[]) {
    if (typeof secret === "string" && application.test(secret)) return secret;
  }
  return undefined;
}
