import { createPublicKey } from "node:crypto";
import { asymmetric } from "./asymmetric.ts";
import type { ContentInput } from "./content.ts";
import { decodeStrictly } from "./encoding.ts";
import { createKeyCache } from "./key-cache.ts";
import { fetchPinned } from "./pinned-fetch.ts";
import { inHeader, type Place } from "./place.ts";
import { type FindKeys, publishedKey } from "./published-key.ts";
import type { Scheme, SignatureReason, VerifyInput, VerifyOutcome } from "./scheme.ts";
import { checkWindow } from "./timestamp.ts";

const host = "www.googleapis.com";
const keysUrl = `https://${host}/oauth2/v3/certs`;
const issuers: readonly unknown[] = ["https://accounts.google.com", "accounts.google.com"];
/** Seconds of leeway for clocks; a token itself lives an hour. */
const leewaySeconds = 300;
/** Longest life that a token may claim, from `iat` to `exp`. */
const maxLifeSeconds = 86_400;

type Claims = Readonly<Record<string, unknown>>;

/** A token taken apart, its parts still encoded. */
interface Parts {
  readonly header: string;
  readonly claims: string;
  readonly signature: string;
}

interface Token {
  readonly keyId: unknown;
  readonly claims: Claims;
}

const authorization = inHeader("authorization");

/**
 * A token by Google (OpenID Connect, RS256) that says which service account asks. It proves nothing about the body. Any
 * Google customer can have tokens made: what tells ours from theirs are the settings `audience` and `serviceAccount`,
 * both needed. Keys are fetched from Google's one address; a source's secrets, if any, pin public keys instead.
 */
export function googleToken(): Scheme {
  const keySets = createKeyCache<ReadonlyMap<string, readonly string[]>>();
  const inner = asymmetric({
    algorithm: "rsa-sha256",
    signature: tokenSignature,
    encoding: "base64url",
    content: [signedPart],
  });
  const keyOf =
    ({ keyId }: Token): FindKeys =>
    async ({ now, fetch }) => {
      if (fetch === undefined) return { reason: "key_unavailable" };
      if (typeof keyId !== "string" || keyId === "") return { reason: "header_malformed" };
      const keys = await keySets.get(keysUrl, {
        now,
        suffices: (known) => known.has(keyId),
        load: async () => readKeys(await fetchPinned(keysUrl, { fetch, hosts: [host] })),
      });
      return keys?.get(keyId) ?? { reason: "key_unavailable" };
    };
  return {
    verify: async (input) => {
      const { audience = "", serviceAccount = "" } = input.settings;
      if (audience.trim() === "" || serviceAccount.trim() === "") return refuse("setting_missing");
      const token = parse(input.request);
      if ("reason" in token) return refuse(token.reason);
      const outcome = await publishedKey(inner, keyOf(token)).verify(input);
      return outcome.ok ? checkClaims(input, token.claims, outcome) : outcome;
    },
    sign: (input) => {
      const iat = Math.floor(input.now.getTime() / 1000);
      const claims = {
        aud: input.settings["audience"] ?? input.url,
        azp: "113774264463038321964",
        email: input.settings["serviceAccount"] ?? "push@example.iam.gserviceaccount.com",
        email_verified: true,
        exp: iat + 3600,
        iat,
        iss: issuers[0],
        sub: "113774264463038321964",
      };
      const signed = `${encode({ alg: "RS256", kid: "sample", typ: "JWT" })}.${encode(claims)}`;
      return inner.sign({ ...input, headers: { ...input.headers, authorization: `Bearer ${signed}.` } });
    },
    createSecret: (randomBytes) => inner.createSecret(randomBytes),
  };
}

function checkClaims(
  input: VerifyInput,
  claims: Claims,
  outcome: VerifyOutcome & { readonly ok: true },
): VerifyOutcome {
  const { iat, exp } = claims;
  const { audience, serviceAccount } = input.settings;
  const isOurs =
    issuers.includes(claims["iss"]) &&
    claims["aud"] === audience &&
    claims["email"] === serviceAccount &&
    claims["email_verified"] === true;
  if (!isOurs) return refuse("signature_mismatch");
  if (typeof iat !== "number" || typeof exp !== "number") return refuse("timestamp_missing");
  if (!Number.isSafeInteger(iat) || !Number.isSafeInteger(exp) || exp - iat > maxLifeSeconds || exp < iat)
    return refuse("timestamp_malformed");
  const leeway = input.toleranceSeconds ?? leewaySeconds;
  const seconds = input.now.getTime() / 1000;
  if (seconds < iat) return checkWindow(iat * 1000, "seconds", input.now, leeway) ?? proved(outcome, iat);
  if (seconds > exp) return checkWindow(exp * 1000, "seconds", input.now, leeway) ?? proved(outcome, iat);
  return Number.isFinite(seconds) ? proved(outcome, iat) : refuse("timestamp_stale");
}

function proved(outcome: VerifyOutcome & { readonly ok: true }, iat: number): VerifyOutcome {
  return { ...outcome, timestamp: new Date(iat * 1000) };
}

const tokenSignature: Place = {
  read: (request) => {
    const parts = takeApart(request);
    return "reason" in parts ? parts : { values: [parts.signature] };
  },
  write: (draft, value) => ({
    ...draft,
    headers: { ...draft.headers, authorization: `${draft.headers["authorization"] ?? "Bearer ."}${value}` },
  }),
};

/** Header and claims as they came. */
function signedPart({ request }: ContentInput): string | { readonly reason: SignatureReason } {
  const parts = takeApart(request);
  return "reason" in parts ? parts : `${parts.header}.${parts.claims}`;
}

/** When signing, the signature is still empty. */
function takeApart(request: VerifyInput["request"]): Parts | { readonly reason: SignatureReason } {
  const reading = authorization.read(request);
  if ("reason" in reading) return reading;
  const match = /^bearer ([\w-]+)\.([\w-]+)\.([\w-]*)$/i.exec(reading.values[0] ?? "");
  if (match === null) return { reason: "header_malformed" };
  return { header: match[1] ?? "", claims: match[2] ?? "", signature: match[3] ?? "" };
}

function parse(request: VerifyInput["request"]): Token | { readonly reason: SignatureReason } {
  const parts = takeApart(request);
  if ("reason" in parts) return parts;
  const header = readPart(parts.header);
  const claims = readPart(parts.claims);
  if (header === undefined || claims === undefined) return { reason: "header_malformed" };
  // Never another algorithm: `none`, or an HMAC with the public key.
  return header["alg"] === "RS256" ? { keyId: header["kid"], claims } : { reason: "signature_missing" };
}

function readPart(text: string): Claims | undefined {
  const bytes = decodeStrictly(text, "base64url");
  try {
    const value: unknown = bytes === undefined ? undefined : JSON.parse(bytes.toString("utf8"));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Claims) : undefined; // safe: an object of unknown values
  } catch {
    return undefined; // no JSON: the caller says so with a reason
  }
}

function readKeys(bytes: Uint8Array | undefined): ReadonlyMap<string, readonly string[]> | undefined {
  if (bytes === undefined) return undefined;
  const set: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
  const list: unknown = typeof set === "object" && set !== null && "keys" in set ? set.keys : undefined;
  if (!Array.isArray(list)) return undefined;
  const keys = new Map<string, readonly string[]>();
  for (const entry of list.slice(0, 20)) {
    if (typeof entry !== "object" || entry === null) continue;
    const jwk = entry as Claims; // safe: an object of unknown values
    const { kid, kty, n, e } = jwk;
    if (typeof kid !== "string" || kty !== "RSA" || typeof n !== "string" || typeof e !== "string") continue;
    const key = createPublicKey({ key: { kty, n, e }, format: "jwk" });
    keys.set(kid, [key.export({ format: "pem", type: "spki" }).toString()]);
  }
  return keys.size === 0 ? undefined : keys;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function refuse(reason: SignatureReason): VerifyOutcome {
  return { ok: false, reason };
}
