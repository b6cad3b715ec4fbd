import { createHash, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from "node:crypto";
import { fieldAt, textAt } from "../body/field.ts";
import { ConfigError } from "../errors.ts";
import type { Json } from "../event.ts";
import { decodeStrictly } from "./encoding.ts";
import { createKeyPair, importPrivateKey, importPublicKey } from "./key-pair.ts";
import { createKeyRings } from "./key-ring.ts";
import { inHeader, parseLeniently } from "./place.ts";
import type { Scheme, SignatureReason } from "./scheme.ts";
import { checkWindow } from "./timestamp.ts";

const algorithm = "ecdsa-p256-sha256-p1363";

export interface BodyHashJwtSpec {
  /** The header that carries the token. */
  readonly header: string;
  /** The claim with the SHA-256 of the body, in hex. */
  readonly claim: string;
  readonly toleranceSeconds: number;
}

/** A compact JWS, taken apart and not yet believed. */
export interface CompactJws {
  readonly header: Json;
  readonly claims: Json;
  /** The first two parts as they came: what is signed. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** The parts of a compact JWS of strict base64url, or `undefined`. Nothing of it is proved. */
export function readCompactJws(text: string): CompactJws | undefined {
  const parts = text.split(".");
  const [first = "", second = "", third = ""] = parts;
  const [head, body, signature] = [first, second, third].map((part) => decodeStrictly(part, "base64url"));
  if (parts.length !== 3 || head === undefined || body === undefined || signature === undefined)
    return undefined;
  const header = parseLeniently(head);
  const claims = parseLeniently(body);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signed: `${first}.${second}`, signature };
}

/**
 * A JWT in a header, signed with ES256 and nothing else, that names the body's hash and when it was made (`iat`). A
 * source's secrets are public keys: a JWK, PEM, or base64 of SPKI.
 */
export function bodyHashJwt(spec: BodyHashJwtSpec): Scheme {
  const place = inHeader(spec.header);
  const keyRingOf = createKeyRings(importKey);
  return {
    verify: ({ request, secrets, now, toleranceSeconds = spec.toleranceSeconds }) => {
      const reading = place.read(request);
      if ("reason" in reading) return refuse(reading.reason);
      const jws = readCompactJws(reading.values[0] ?? "");
      if (jws === undefined || fieldAt(jws.header, "alg") !== "ES256") return refuse("header_malformed");
      if (jws.signature.length !== 64) return refuse("signature_malformed");
      const ring = keyRingOf(secrets);
      if (ring.keys.length === 0) return refuse(ring.problem ?? "secret_missing");

      const content = Buffer.from(jws.signed, "latin1");
      let secretIndex: number | undefined;
      for (const { key, index } of ring.keys) {
        if (verify("sha256", content, { key, dsaEncoding: "ieee-p1363" }, jws.signature))
          secretIndex ??= index;
      }
      if (secretIndex === undefined) return refuse(ring.problem ?? "signature_mismatch");
      const claimed = decodeStrictly(textAt(jws.claims, spec.claim) ?? "", "hex");
      const hash = createHash("sha256").update(request.body).digest();
      if (claimed?.length !== hash.length || !timingSafeEqual(claimed, hash))
        return refuse("signature_mismatch");

      const issuedAt = fieldAt(jws.claims, "iat");
      if (issuedAt === undefined) return refuse("timestamp_missing");
      if (typeof issuedAt !== "number" || !(Math.abs(issuedAt) < 1e11)) return refuse("timestamp_malformed");
      const refusal = checkWindow(issuedAt * 1000, "seconds", now, toleranceSeconds);
      return refusal ?? { ok: true, secretIndex, timestamp: new Date(issuedAt * 1000) };
    },
    sign: (input) => {
      const key = importPrivateKey(input.secret, algorithm);
      if (key === undefined) throw new ConfigError("cannot sign: signing takes the private P-256 key as PEM");
      const hash = createHash("sha256").update(input.body).digest("hex");
      const header = { alg: "ES256", kid: "sample", typ: "JWT" };
      const claims = { iat: Math.floor(input.now.getTime() / 1000), [spec.claim]: hash };
      const signed = [header, claims]
        .map((part) => Buffer.from(JSON.stringify(part), "utf8").toString("base64url"))
        .join(".");
      const signature = sign("sha256", Buffer.from(signed, "latin1"), { key, dsaEncoding: "ieee-p1363" });
      return place.write(input, `${signed}.${signature.toString("base64url")}`);
    },
    createSecret: (randomBytes) => createKeyPair(algorithm, "base64", randomBytes),
  };
}

function importKey(text: string): KeyObject | undefined {
  if (!text.startsWith("{")) return importPublicKey(text, algorithm, "base64");
  try {
    // A JWK is JSON; what is not one for P-256 is refused below.
    const key = createPublicKey({ key: JSON.parse(text), format: "jwk" });
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : undefined;
  } catch {
    return undefined; // not a key: the caller says so with a reason
  }
}

function refuse(reason: SignatureReason): { readonly ok: false; readonly reason: SignatureReason } {
  return { ok: false, reason };
}
