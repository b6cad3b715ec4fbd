import { hash, timingSafeEqual } from "node:crypto";
import { decodeStrictly } from "./encoding.ts";
import { createKeyRings } from "./key-ring.ts";
import { inHeader, type Place } from "./place.ts";
import type { Scheme, SignatureReason } from "./scheme.ts";

export interface TokenSpec {
  /** The header that carries it, or another {@link Place}. */
  readonly at: string | Place;
  /** The authentication scheme in front, `Bearer`; its case does not matter. */
  readonly authScheme?: string;
  /** How the secret is written. Default: as it is. */
  readonly encoding?: "base64";
}

/**
 * A secret that comes with every request and is compared in constant time. It proves nothing about the body and can
 * be replayed by whoever sees it once: only for providers that offer no signature.
 *
 * @example token({ at: "x-telegram-bot-api-secret-token" })
 */
export function token(spec: TokenSpec): Scheme {
  const place = typeof spec.at === "string" ? inHeader(spec.at) : spec.at;
  const front = spec.authScheme === undefined ? "" : `${spec.authScheme} `;
  const keyRingOf = createKeyRings((secret) => fingerprint(Buffer.from(secret, "utf8")));
  const isBase64 = spec.encoding === "base64";

  return {
    verify: ({ secrets, request }) => {
      const ring = keyRingOf(secrets);
      if (ring.keys.length === 0) return refuse(ring.problem ?? "secret_missing");
      const reading = place.read(request);
      if ("reason" in reading) return refuse(reading.reason);
      const value = reading.values[0] ?? "";
      if (front !== "" && value.slice(0, front.length).toLowerCase() !== front.toLowerCase())
        return refuse("header_malformed");
      const received = value.slice(front.length);
      const bytes = isBase64
        ? decodeStrictly(received, "base64")
        : Buffer.from(received, encodingOf(received));
      if (bytes === undefined || bytes.length === 0) return refuse("signature_malformed");
      const given = fingerprint(bytes);
      let secretIndex: number | undefined;
      for (const { key, index } of ring.keys) if (timingSafeEqual(key, given)) secretIndex ??= index;
      return secretIndex === undefined
        ? refuse(ring.problem ?? "signature_mismatch")
        : { ok: true, secretIndex };
    },
    sign: ({ headers, url, body, secret }) => {
      const written = isBase64 ? Buffer.from(secret, "utf8").toString("base64") : secret;
      return place.write({ headers, url, body }, front + written);
    },
    createSecret: (randomBytes) => {
      const text = Buffer.from(randomBytes(24)).toString("hex");
      const created = spec.authScheme === "Basic" ? `hookyard:${text}` : text;
      return { verify: created, sign: created };
    },
  };
}

/** `Authorization: Basic`; the secret is `user:password`. */
export function basicAuth(): Scheme {
  return token({ at: "authorization", authScheme: "Basic", encoding: "base64" });
}

/** `Authorization: Bearer`. */
export function bearer(): Scheme {
  return token({ at: "authorization", authScheme: "Bearer" });
}

/** One length for all, so that comparing does not tell the secret's. */
function fingerprint(bytes: Uint8Array): Buffer {
  return Buffer.from(hash("sha256", bytes, "hex"), "hex");
}

const beyondLatin1 = /[^\0-\xff]/;

/** Node gives header bytes as one character each; other platforms decode UTF-8. */
function encodingOf(text: string): "latin1" | "utf8" {
  return beyondLatin1.test(text) ? "utf8" : "latin1";
}

function refuse(reason: SignatureReason): { readonly ok: false; readonly reason: SignatureReason } {
  return { ok: false, reason };
}
