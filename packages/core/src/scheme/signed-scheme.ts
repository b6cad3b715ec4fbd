import { fieldAt } from "../body/field.ts";
import { ConfigError } from "../errors.ts";
import type { WebhookRequest } from "../webhook-request.ts";
import { type Chunk, type CompiledContent, type Content, compileContent } from "./content.ts";
import { decodeStrictly, type Encoding } from "./encoding.ts";
import { createKeyRings } from "./key-ring.ts";
import { type Draft, inHeader, parseLeniently, type Place, writeJson } from "./place.ts";
import type { Scheme, SignatureReason, SignInput, Signed, VerifyInput, VerifyOutcome } from "./scheme.ts";
import { type SignatureFormat, type SignatureSet, maxSignatures, whole } from "./signature-format.ts";
import {
  checkWindow,
  defaultToleranceSeconds,
  formatTimestamp,
  parseTimestamp,
  type TimestampUnit,
} from "./timestamp.ts";

/** What all schemes that sign content have in common. */
export interface SignedSchemeSpec {
  /** Where the signature is: a header, several headers of which any will do, or another {@link Place}. */
  readonly signature: string | readonly string[] | Place;
  /** How it is taken apart. Default: it is the whole value. */
  readonly format?: SignatureFormat;
  /** Default `{body}`. */
  readonly content?: Content;
  readonly encoding?: Encoding;
  /** Absent where the provider signs none. */
  readonly timestamp?: TimestampSpec;
}

export interface TimestampSpec {
  readonly unit: TimestampUnit;
  /** The header that carries it; of several, the first one present. */
  readonly header?: string | readonly string[];
  /** The dotted path of a JSON body where it is. With neither this nor `header`, the signature's format has it. */
  readonly field?: string;
  /** Default 300. */
  readonly toleranceSeconds?: number;
}

/** The cryptography of one family. */
export interface Prover<Key> {
  readonly toKey: (secret: string) => Key | undefined;
  /** How long a signature is; absent where it varies. */
  readonly signatureBytes?: number;
  /** Whether any of the signatures is right. Compares all of them whatever it finds. */
  readonly isSignedBy: (key: Key, content: readonly Chunk[], signatures: readonly Buffer[]) => boolean;
  readonly sign: (secret: string, content: readonly Chunk[]) => Buffer;
  readonly createSecret: Scheme["createSecret"];
}

type Refusal = VerifyOutcome & { readonly ok: false };

/** A scheme out of where things are (the spec) and how it is proved. Checked and compiled once. */
export function createSignedScheme<Key>(spec: SignedSchemeSpec, prover: Prover<Key>): Scheme {
  const place = isPlace(spec.signature) ? spec.signature : inHeader(lowerCase(spec.signature));
  const format = spec.format ?? whole();
  const content = compileContent(spec.content ?? "{body}");
  const encoding = spec.encoding ?? "hex";
  const { timestamp } = spec;
  const readTimestamp = timestamp === undefined ? undefined : timestampReader(timestamp, format);
  if (content.usesTimestamp && timestamp === undefined) {
    throw new ConfigError("signed content: {timestamp} is used, but the scheme has no `timestamp`");
  }
  const keyRingOf = createKeyRings(prover.toKey);

  const decode = (texts: readonly string[]): Buffer[] => {
    const decoded: Buffer[] = [];
    for (const text of texts) {
      const bytes = decodeStrictly(text, encoding);
      if (bytes === undefined || bytes.length === 0) continue;
      if (prover.signatureBytes === undefined || bytes.length === prover.signatureBytes) decoded.push(bytes);
    }
    return decoded;
  };

  const verifySet = (input: VerifyInput, set: SignatureSet): VerifyOutcome => {
    const ring = keyRingOf(input.secrets);
    const signatures = decode(set.signatures);
    if (set.signatures.length === 0) return refuse("signature_missing");
    if (signatures.length === 0) return refuse("signature_malformed");

    let timestampText: string | undefined;
    let milliseconds: number | undefined;
    if (timestamp !== undefined && readTimestamp !== undefined) {
      const reading = readTimestamp(input.request, set);
      if (typeof reading === "object") return reading;
      timestampText = reading;
      milliseconds = parseTimestamp(reading, timestamp.unit);
      if (milliseconds === undefined) return refuse("timestamp_malformed");
    }

    const chunks = content.resolve({
      request: input.request,
      settings: input.settings,
      timestamp: timestampText,
      elements: set.elements,
    });
    if ("reason" in chunks) return refuse(chunks.reason);

    let secretIndex: number | undefined;
    for (const { key, index } of ring.keys) {
      if (prover.isSignedBy(key, chunks, signatures)) secretIndex ??= index;
    }
    if (secretIndex === undefined) return refuse(ring.problem ?? "signature_mismatch");
    if (timestamp === undefined || milliseconds === undefined) return { ok: true, secretIndex };

    // After the signature: only a genuine request is ever called stale.
    const tolerance = input.toleranceSeconds ?? timestamp.toleranceSeconds ?? defaultToleranceSeconds;
    return (
      checkWindow(milliseconds, timestamp.unit, input.now, tolerance) ?? {
        ok: true,
        secretIndex,
        timestamp: new Date(milliseconds),
      }
    );
  };

  return {
    verify: (input) => {
      const ring = keyRingOf(input.secrets);
      if (ring.keys.length === 0) return refuse(ring.problem ?? "secret_missing");
      const reading = place.read(input.request);
      if ("reason" in reading) return refuse(reading.reason);
      const sets = readSets(reading.values, format);
      if (sets === undefined) return refuse("header_malformed");
      let refusal: Refusal | undefined;
      for (const set of sets) {
        const outcome = verifySet(input, set);
        if (outcome.ok) return outcome;
        if (refusal === undefined || isGenuine(outcome)) refusal = outcome;
      }
      return refusal ?? refuse("signature_missing");
    },
    sign: (input) => signRequest(input, { place, format, content, encoding, timestamp }, prover.sign),
    createSecret: prover.createSecret,
  };
}

/** All sets of all values. Values without entries of their own are pooled: several headers, one content. */
function readSets(values: readonly string[], format: SignatureFormat): readonly SignatureSet[] | undefined {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return format.read(only);
  const sets: SignatureSet[] = [];
  for (const value of values) {
    const read = format.read(value);
    if (read === undefined) return undefined;
    sets.push(...read);
  }
  if (format.hasTimestamp) return sets.slice(0, maxSignatures);
  const signatures = sets.flatMap((set) => set.signatures).slice(0, maxSignatures);
  return [{ timestamp: undefined, signatures, elements: sets[0]?.elements ?? {} }];
}

function timestampReader(
  spec: TimestampSpec,
  format: SignatureFormat,
): (request: WebhookRequest, set: SignatureSet) => string | Refusal {
  const { header, field } = spec;
  if (header !== undefined) {
    const places = (typeof header === "string" ? [header] : header).map((name) => inHeader(lowerCase(name)));
    return (request) => {
      for (const place of places) {
        const reading = place.read(request);
        if ("values" in reading) return reading.values[0] ?? "";
        if (reading.reason === "header_empty") return refuse("timestamp_missing");
        if (reading.reason !== "header_missing") return refuse(reading.reason);
      }
      return refuse("timestamp_missing");
    };
  }
  if (field !== undefined) {
    return (request) => {
      const value = fieldAt(parseLeniently(request.body), field);
      if (value === undefined) return refuse("timestamp_missing");
      return typeof value === "string" || typeof value === "number"
        ? String(value)
        : refuse("timestamp_malformed");
    };
  }
  if (!format.hasTimestamp) {
    throw new ConfigError("timestamp: name its `header` or `field`, or use a signature format that has it");
  }
  return (_request, set) =>
    set.timestamp === undefined || set.timestamp === "" ? refuse("timestamp_missing") : set.timestamp;
}

interface Layout {
  readonly place: Place;
  readonly format: SignatureFormat;
  readonly content: CompiledContent;
  readonly encoding: Encoding;
  readonly timestamp: TimestampSpec | undefined;
}

function signRequest(input: SignInput, layout: Layout, sign: Prover<unknown>["sign"]): Signed {
  const { timestamp } = layout;
  const text = timestamp === undefined ? undefined : formatTimestamp(input.now, timestamp.unit);
  const unstamped: Draft = { headers: input.headers, url: input.url, body: input.body };
  const draft = timestamp === undefined ? unstamped : stamp(unstamped, timestamp, text ?? "");
  const chunks = layout.content.resolve({
    request: { method: input.method, ...draft },
    settings: input.settings,
    timestamp: text,
    elements: {},
  });
  if ("reason" in chunks) {
    throw new ConfigError(
      `cannot sign: ${chunks.reason}. Give every header and setting that the signature covers`,
    );
  }
  return layout.place.write(
    draft,
    layout.format.write(sign(input.secret, chunks).toString(layout.encoding), text),
  );
}

/** Puts the timestamp where the provider has it; where that is the signature's own header, its format writes it. */
function stamp(draft: Draft, { header, field, unit }: TimestampSpec, text: string): Draft {
  if (header !== undefined) {
    const name = typeof header === "string" ? header : (header[0] ?? "");
    return { ...draft, headers: { ...draft.headers, [name]: text } };
  }
  if (field === undefined) return draft;
  const isNumber = unit === "seconds" || unit === "milliseconds";
  const isText = typeof fieldAt(parseLeniently(draft.body), field) === "string";
  return writeJson(draft, field, isNumber && !isText ? Number(text) : text);
}

function isGenuine({ reason }: Refusal): boolean {
  return reason === "timestamp_stale" || reason === "timestamp_in_future";
}

function refuse(reason: SignatureReason): Refusal {
  return { ok: false, reason };
}

function isPlace(place: SignedSchemeSpec["signature"]): place is Place {
  return typeof place === "object" && "read" in place;
}

function lowerCase<Names extends string | readonly string[]>(names: Names): Names {
  for (const name of typeof names === "string" ? [names] : names) {
    if (name === "" || name !== name.toLowerCase())
      throw new ConfigError(`header name "${name}" must be in lower case`);
  }
  return names;
}
