import { ConfigError } from "../errors.ts";
import type { Provider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { type DigestAlgorithm, digestBytes } from "../scheme/hmac-key.ts";
import { inQuery } from "../scheme/place.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { base64Secret, hexSecret, type SecretForm, utf8Secret } from "../scheme/secret-form.ts";
import { entries, prefixed, type SignatureFormat, whole } from "../scheme/signature-format.ts";
import type { TimestampUnit } from "../scheme/timestamp.ts";
import { createGenericProvider, type GenericSpec } from "./generic-provider.ts";
import type { SpecCheck } from "./spec-check.ts";

/** How the sender signs, as data. */
export interface HmacSignature {
  /** Where it is: `header:x-acme-signature`, or `query:signature`. */
  readonly at: `${"header" | "query"}:${string}`;
  /** Default `sha256`. */
  readonly algorithm?: DigestAlgorithm;
  /** Default `hex`. */
  readonly encoding?: "hex" | "base64" | "base64url";
  /** What stands before the signature: `sha256=`. Not together with `entries`. */
  readonly prefix?: string;
  /** Where the value is a list such as `t=1700000000,v1=…`. */
  readonly entries?: {
    /** What the signature's entry starts with: `v1=`. */
    readonly signature: string;
    /** What the timestamp's entry starts with, `t=`, where it stands in the same header. */
    readonly timestamp?: string;
    /** Default `,`. */
    readonly separator?: string;
  };
  /**
   * What is signed, with `{body}`, `{timestamp}`, `{header:name}`, `{url}`, `{path}`, `{target}`, `{method}` and
   * `{setting:name}` in it. Default `{body}`, or `{timestamp}.{body}` where there is a timestamp.
   */
  readonly content?: string;
  /** The time of signing; with it, old requests are refused. */
  readonly timestamp?: {
    /** Default `seconds`. */
    readonly unit?: TimestampUnit;
    /** The header that has it, where it is not in `entries`. */
    readonly header?: string;
    /** Default 300. */
    readonly toleranceSeconds?: number;
  };
  /** How the secret becomes the key. Default `utf8`: as it is. */
  readonly secret?: "utf8" | "base64" | "hex";
  /** What stands before the secret and is no part of it, where it is base64: `whsec_`. */
  readonly secretPrefix?: string;
}

export interface HmacProviderSpec<Id extends string = string, DomainType extends string = never>
  extends GenericSpec<Id, DomainType> {
  readonly signature: HmacSignature;
}

const signatureKeys = [
  "at",
  "algorithm",
  "encoding",
  "prefix",
  "entries",
  "content",
  "timestamp",
  "secret",
  "secretPrefix",
];
const units = ["seconds", "milliseconds", "iso8601", "http-date"];

/**
 * A provider that signs with an HMAC and for which there is no preset. All data. Throws `ConfigError` with everything
 * that is wrong.
 *
 * @example
 * source(hmacProvider({
 *   id: "acme",
 *   signature: { at: "header:x-acme-signature", prefix: "sha256=" },
 *   identify: { id: "header:x-acme-delivery", type: "body:event", time: "body:created_at" },
 * }))
 */
export function hmacProvider<const Id extends string, const DomainType extends string = never>(
  spec: HmacProviderSpec<Id, DomainType>,
): Provider<Id, DomainType> {
  return createGenericProvider("hmacProvider", spec, {
    keys: ["signature"],
    check: (check) => checkSignature(check, spec.signature),
    create: () => createScheme(spec.signature),
  });
}

function createScheme(signature: HmacSignature): Scheme {
  const { at, algorithm, encoding, timestamp, content } = signature;
  const [kind, name] = [at.slice(0, at.indexOf(":")), at.slice(at.indexOf(":") + 1)];
  const hasTimestamp = timestamp !== undefined;
  return hmac({
    signature: kind === "header" ? name : inQuery(name),
    format: formatOf(signature),
    content: content ?? (hasTimestamp ? "{timestamp}.{body}" : "{body}"),
    secret: secretOf(signature),
    ...(algorithm !== undefined && { algorithm }),
    ...(encoding !== undefined && { encoding }),
    ...(hasTimestamp && {
      timestamp: {
        unit: timestamp.unit ?? "seconds",
        ...(timestamp.header !== undefined && { header: timestamp.header }),
        ...(timestamp.toleranceSeconds !== undefined && { toleranceSeconds: timestamp.toleranceSeconds }),
      },
    }),
  });
}

function formatOf({ prefix, entries: list }: HmacSignature): SignatureFormat {
  if (list !== undefined) return entries(list);
  return prefix === undefined ? whole() : prefixed(prefix);
}

function secretOf({ secret = "utf8", secretPrefix }: HmacSignature): SecretForm {
  const prefix = secretPrefix === undefined ? {} : { prefix: secretPrefix };
  switch (secret) {
    case "utf8":
      return utf8Secret(prefix);
    case "base64":
      return base64Secret(prefix);
    case "hex":
      return hexSecret();
  }
}

function checkSignature(check: SpecCheck, given: unknown): void {
  if (!check.object(given, "signature", signatureKeys)) return;
  const {
    at,
    algorithm,
    encoding,
    prefix,
    entries: list,
    content,
    timestamp,
    secret,
    secretPrefix,
  } = given as Readonly<Record<keyof HmacSignature, unknown>>; // safe: each is looked at
  check.text(at, "signature.at", {
    required: true,
    fits: /^(?:header:[a-z0-9!#$%&'*+.^_`|~-]+|query:\S+)$/,
    write: '"header:x-acme-signature" (in lower case) or "query:signature"',
  });
  check.oneOf(algorithm, "signature.algorithm", Object.keys(digestBytes));
  check.oneOf(encoding, "signature.encoding", ["hex", "base64", "base64url"]);
  check.oneOf(secret, "signature.secret", ["utf8", "base64", "hex"]);
  check.text(prefix, "signature.prefix", { write: "what stands before the signature, such as sha256=" });
  check.text(secretPrefix, "signature.secretPrefix", {
    write: "what stands before the secret, such as whsec_",
  });
  check.text(content, "signature.content", { write: "what is signed, such as {timestamp}.{body}" });
  if (typeof content === "string" && !content.includes("{body}"))
    check.wrong(
      "signature.content",
      "does not hold {body}: a signature that does not cover the body proves nothing about it",
    );
  if (prefix !== undefined && list !== undefined)
    check.wrong("signature.prefix", "and entries exclude each other");
  if (
    list !== undefined &&
    check.object(list, "signature.entries", ["signature", "timestamp", "separator"])
  ) {
    const entry = list as Readonly<Record<"signature" | "timestamp" | "separator", unknown>>; // safe: each is looked at
    check.text(entry.signature, "signature.entries.signature", {
      required: true,
      write: "what its entry starts with, such as v1=",
    });
    check.text(entry.separator, "signature.entries.separator", { write: "what stands between two entries" });
  }
  if (
    timestamp !== undefined &&
    check.object(timestamp, "signature.timestamp", ["unit", "header", "toleranceSeconds"])
  )
    checkTimestamp(check, timestamp, list);
  else if (typeof content === "string" && content.includes("{timestamp}"))
    check.wrong("signature.content", "holds {timestamp}, and there is no signature.timestamp");
  if (problemOf(given) !== undefined) check.wrong("signature", problemOf(given) ?? "");
}

function checkTimestamp(check: SpecCheck, timestamp: Readonly<Record<string, unknown>>, list: unknown): void {
  const { unit, header, toleranceSeconds } = timestamp as Readonly<
    Record<"unit" | "header" | "toleranceSeconds", unknown>
  >; // safe: each is looked at
  check.oneOf(unit, "signature.timestamp.unit", units);
  check.text(header, "signature.timestamp.header", {
    fits: /^[a-z0-9!#$%&'*+.^_`|~-]+$/,
    write: "a header's name in lower case",
  });
  if (toleranceSeconds !== undefined && !(typeof toleranceSeconds === "number" && toleranceSeconds >= 0))
    check.wrong("signature.timestamp.toleranceSeconds", "must be a number of seconds of at least 0");
  const inEntries = typeof list === "object" && list !== null && "timestamp" in list;
  if (header === undefined && !inEntries)
    check.wrong("signature.timestamp", "needs a header, or signature.entries.timestamp");
}

/** What the scheme itself says against it: a placeholder that there is none of. */
function problemOf(signature: Readonly<Record<string, unknown>>): string | undefined {
  try {
    createScheme(signature as unknown as HmacSignature); // safe: what it stumbles over is caught
    return undefined;
  } catch (error) {
    return error instanceof ConfigError && error.message.includes("placeholder")
      ? `is not right: ${error.message}`
      : undefined;
  }
}
