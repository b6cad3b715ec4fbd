import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";
import { ConfigError } from "../errors.ts";
import { decodeStrictly } from "./encoding.ts";
import { createKeyRings } from "./key-ring.ts";
import { inHeader } from "./place.ts";
import type { Scheme, SignatureReason, SignInput, VerifyInput, VerifyOutcome } from "./scheme.ts";
import { checkWindow } from "./timestamp.ts";

const digests = { HS256: "sha256", HS384: "sha384", HS512: "sha512" } as const;
export type HmacJwtAlgorithm = keyof typeof digests;

/** A claim that holds a SHA-256 digest of what the request carries beside the token. */
export interface DigestClaim {
  readonly name: string;
  readonly encoding: "hex" | "base64";
}

export interface HmacJwtSpec {
  /** The header that carries the token. */
  readonly header: string;
  /** The authentication scheme in front, `Bearer`; its case does not matter. Absent: the token is the whole value. */
  readonly authScheme?: string;
  /** Default `HS256` alone. Signing uses the first. */
  readonly algorithms?: readonly HmacJwtAlgorithm[];
  /** The claim with the digest of the body. Absent (monday.com): a token that was seen once goes with any body. */
  readonly body?: DigestClaim;
  /** The body's claim may be missing where the body is empty. */
  readonly bodyOptionalWhenEmpty?: boolean;
  /** The claim with the digest of the URL (or of the setting `url`, where a proxy changes it). */
  readonly url?: DigestClaim;
  /** What `iss` must be. `setting`: what the source's setting of that name says, where it is set. */
  readonly issuer?: string | { readonly setting: string };
  /**
   * How the age is bounded: by `iat` and the tolerance (Vonage), by `nbf` and `exp` with the tolerance as leeway, or
   * not at all (Netlify). Claims that are there are always held to; the ones named here must be there.
   */
  readonly age: "iat" | "exp" | "none";
  /** Default 300 by `iat`, 5 as leeway of `exp`. */
  readonly toleranceSeconds?: number;
  /** Claims that a genuine token always has, besides; signing writes random-looking ids. */
  readonly required?: readonly string[];
  /** Seconds until `exp` when signing. Default 300. */
  readonly lifetimeSeconds?: number;
}

type Refusal = VerifyOutcome & { readonly ok: false };
type Claims = Readonly<Record<string, unknown>>;

interface Token {
  readonly algorithm: HmacJwtAlgorithm;
  readonly signed: string;
  readonly signature: Buffer;
  readonly claims: Claims;
}

/**
 * A JSON Web Token signed with a shared secret, which holds a digest of the body. Only the algorithms named are ever
 * taken (`none` never), the encoding is strict, and nothing in the token is believed before its signature is.
 *
 * @example hmacJwt({ header: "authorization", authScheme: "Bearer", body: { name: "payload_hash", encoding: "hex" }, age: "iat" })
 */
export function hmacJwt(spec: HmacJwtSpec): Scheme {
  const place = inHeader(spec.header);
  const algorithms = spec.algorithms ?? ["HS256"];
  const front = spec.authScheme === undefined ? "" : `${spec.authScheme} `;
  const keyRingOf = createKeyRings<KeyObject>((text) => createSecretKey(Buffer.from(text, "utf8")));

  return {
    verify: (input) => {
      const ring = keyRingOf(input.secrets);
      if (ring.keys.length === 0) return refuse(ring.problem ?? "secret_missing");
      const reading = place.read(input.request);
      if ("reason" in reading) return refuse(reading.reason);
      const value = reading.values[0] ?? "";
      if (value.slice(0, front.length).toLowerCase() !== front.toLowerCase())
        return refuse("header_malformed");
      const token = readToken(value.slice(front.length), algorithms);
      if (token === undefined) return refuse("signature_malformed");

      let secretIndex: number | undefined;
      for (const { key, index } of ring.keys) if (isSignedBy(key, token)) secretIndex ??= index;
      if (secretIndex === undefined) return refuse(ring.problem ?? "signature_mismatch");
      return checkClaims(spec, input, token.claims) ?? checkAge(spec, input, token.claims, secretIndex);
    },
    sign: (input) => ({
      headers: { [spec.header]: front + signToken(spec, algorithms[0] ?? "HS256", input) },
    }),
    createSecret: (randomBytes) => {
      const created = Buffer.from(randomBytes(32)).toString("hex");
      return { verify: created, sign: created };
    },
  };
}

function readToken(text: string, algorithms: readonly HmacJwtAlgorithm[]): Token | undefined {
  const parts = text.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3) return undefined;
  const head = readObject(header);
  const claims = readObject(payload);
  const bytes = decodeStrictly(signature, "base64url");
  const algorithm = algorithms.find((name) => name === head?.["alg"]);
  if (head === undefined || claims === undefined || bytes === undefined || algorithm === undefined)
    return undefined;
  // RFC 7515: an extension that is marked critical and not understood makes the token invalid.
  if (Object.hasOwn(head, "crit")) return undefined;
  return { algorithm, signed: `${header}.${payload}`, signature: bytes, claims };
}

function readObject(part: string): Claims | undefined {
  const bytes = decodeStrictly(part, "base64url");
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined; // not JSON: the caller says so with a reason
  }
}

function isSignedBy(key: KeyObject, { algorithm, signed, signature }: Token): boolean {
  const expected = createHmac(digests[algorithm], key).update(signed).digest();
  return expected.length === signature.length && timingSafeEqual(expected, signature);
}

function checkClaims(
  spec: HmacJwtSpec,
  { request, settings }: VerifyInput,
  claims: Claims,
): Refusal | undefined {
  const issuer = typeof spec.issuer === "object" ? settings[spec.issuer.setting] : spec.issuer;
  if (issuer !== undefined && claims["iss"] !== issuer) return refuse("signature_mismatch");
  if ((spec.required ?? []).some((name) => typeof claims[name] !== "string"))
    return refuse("signature_malformed");
  const isBodyOptional = spec.bodyOptionalWhenEmpty === true && request.body.length === 0;
  if (
    spec.body !== undefined &&
    !(isBodyOptional && claims[spec.body.name] === undefined) &&
    !holds(claims, spec.body, request.body)
  )
    return refuse("signature_mismatch");
  if (spec.url !== undefined && !holds(claims, spec.url, settings["url"] ?? request.url))
    return refuse("signature_mismatch");
  return undefined;
}

/** Whether the claim is the digest of the content. Compared as bytes: hex may be in upper case. */
function holds(claims: Claims, { name, encoding }: DigestClaim, content: string | Uint8Array): boolean {
  const claim = claims[name];
  const claimed = typeof claim === "string" ? decodeStrictly(claim, encoding) : undefined;
  const expected = createHash("sha256").update(content).digest();
  return claimed !== undefined && claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

function checkAge(spec: HmacJwtSpec, input: VerifyInput, claims: Claims, secretIndex: number): VerifyOutcome {
  const tolerance = input.toleranceSeconds ?? spec.toleranceSeconds ?? (spec.age === "iat" ? 300 : 5);
  const times: Record<"iat" | "nbf" | "exp", number | undefined> = {
    iat: undefined,
    nbf: undefined,
    exp: undefined,
  };
  for (const name of ["iat", "nbf", "exp"] as const) {
    const value = claims[name];
    if (value === undefined) {
      if (name === spec.age) return refuse("timestamp_missing");
      continue;
    }
    if (typeof value !== "number" || value < 0 || Number.isNaN(new Date(value * 1000).getTime()))
      return refuse("timestamp_malformed");
    times[name] = value * 1000;
  }
  const { iat, nbf, exp } = times;
  const window = (time: number | undefined): Refusal | undefined =>
    time === undefined ? undefined : checkWindow(time, "seconds", input.now, tolerance);
  const sentTooFarOff = spec.age === "iat" ? window(iat) : undefined;
  if (sentTooFarOff !== undefined) return sentTooFarOff;
  const tooEarly = window(nbf ?? iat);
  if (tooEarly?.reason === "timestamp_in_future") return tooEarly;
  const expired = window(exp);
  if (expired?.reason === "timestamp_stale") return expired;
  const sent = iat ?? nbf;
  return { ok: true, secretIndex, ...(sent !== undefined && { timestamp: new Date(sent) }) };
}

function signToken(spec: HmacJwtSpec, algorithm: HmacJwtAlgorithm, input: SignInput): string {
  const { now, settings, secret, body } = input;
  if (secret.trim() === "") throw new ConfigError("cannot sign: the secret is empty");
  const seconds = Math.floor(now.getTime() / 1000);
  const issuer = typeof spec.issuer === "object" ? settings[spec.issuer.setting] : spec.issuer;
  const digest = ({ name, encoding }: DigestClaim, content: string | Uint8Array): Claims => ({
    [name]: createHash("sha256").update(content).digest(encoding),
  });
  const claims = {
    ...(issuer !== undefined && { iss: issuer }),
    ...(spec.age !== "none" && { iat: seconds }),
    ...(spec.age === "exp" && { nbf: seconds, exp: seconds + (spec.lifetimeSeconds ?? 300) }),
    // Derived, so that the same input gives the same token.
    ...Object.fromEntries((spec.required ?? []).map((name) => [name, idOf(input, name)])),
    ...(spec.body !== undefined && digest(spec.body, body)),
    ...(spec.url !== undefined && digest(spec.url, settings["url"] ?? input.url)),
  };
  const signed = `${encodePart({ alg: algorithm, typ: "JWT" })}.${encodePart(claims)}`;
  return `${signed}.${createHmac(digests[algorithm], secret).update(signed).digest("base64url")}`;
}

function idOf({ body, now }: SignInput, name: string): string {
  return createHash("sha256").update(body).update(`${name} ${now.toISOString()}`).digest("hex").slice(0, 32);
}

function encodePart(value: Claims): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

function refuse(reason: SignatureReason): Refusal {
  return { ok: false, reason };
}
