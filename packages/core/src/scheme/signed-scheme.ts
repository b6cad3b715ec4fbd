import { ConfigError } from "../errors.ts";
import { type Chunk, type CompiledContent, type Content, compileContent } from "./content.ts";
import { decodeStrictly, type Encoding } from "./encoding.ts";
import { createKeyRings, type KeyRing } from "./key-ring.ts";
import { type Draft, inHeader, type Place } from "./place.ts";
import type {
  ImmediateScheme,
  Scheme,
  SignatureReason,
  SignInput,
  Signed,
  VerifyInput,
  VerifyOutcome,
} from "./scheme.ts";
import { type SignatureFormat, type SignatureSet, maxSignatures, whole } from "./signature-format.ts";
import { checkWindow, defaultToleranceSeconds, formatTimestamp, parseTimestamp } from "./timestamp.ts";
import { createTimestampReader, stamp, type TimestampSpec } from "./timestamp-place.ts";

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

interface SignedTime {
  readonly text: string;
  readonly milliseconds: number;
  readonly spec: TimestampSpec;
}

/** A scheme out of where things are (the spec) and how it is proved. Checked and compiled once. */
export function createSignedScheme<Key>(spec: SignedSchemeSpec, prover: Prover<Key>): ImmediateScheme {
  const place = isPlace(spec.signature) ? spec.signature : inHeader(spec.signature);
  const format = spec.format ?? whole();
  const content = compileContent(spec.content ?? "{body}");
  const encoding = spec.encoding ?? "hex";
  const { timestamp } = spec;
  const readTimestamp = timestamp === undefined ? undefined : createTimestampReader(timestamp, format);
  // A body is not parsed before it is proved, unless what it holds is part of the proof.
  const isReadLate = timestamp?.field !== undefined && !content.usesTimestamp;
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

  const readTime = (input: VerifyInput, set: SignatureSet): SignedTime | Refusal | undefined => {
    if (timestamp === undefined || readTimestamp === undefined) return undefined;
    const text = readTimestamp(input.request, set);
    if (typeof text === "object") return refuse(text.reason);
    const milliseconds = parseTimestamp(text, timestamp.unit);
    return milliseconds === undefined
      ? refuse("timestamp_malformed")
      : { text, milliseconds, spec: timestamp };
  };

  const verifySet = (input: VerifyInput, set: SignatureSet, ring: KeyRing<Key>): VerifyOutcome => {
    if (set.signatures.length === 0) return refuse("signature_missing");
    const signatures = decode(set.signatures);
    if (signatures.length === 0) return refuse("signature_malformed");
    const early = isReadLate ? undefined : readTime(input, set);
    if (early !== undefined && "ok" in early) return early;

    const { request, settings } = input;
    const chunks = content.resolve({ request, settings, timestamp: early?.text, elements: set.elements });
    if ("reason" in chunks) return refuse(chunks.reason);

    let secretIndex: number | undefined;
    for (const { key, index } of ring.keys) {
      if (prover.isSignedBy(key, chunks, signatures)) secretIndex ??= index;
    }
    if (secretIndex === undefined) return refuse(ring.problem ?? "signature_mismatch");

    // The age comes after the signature: only a genuine request is ever called stale.
    const time = isReadLate ? readTime(input, set) : early;
    if (time === undefined) return { ok: true, secretIndex };
    return "ok" in time ? time : checkAge(input, time, secretIndex);
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
        const outcome = verifySet(input, set, ring);
        if (outcome.ok) return outcome;
        if (refusal === undefined || isGenuine(outcome)) refusal = outcome;
      }
      return refusal ?? refuse("signature_missing");
    },
    sign: (input) => signRequest(input, { place, format, content, encoding, timestamp }, prover.sign),
    createSecret: prover.createSecret,
  };
}

function checkAge(
  input: VerifyInput,
  { milliseconds, spec }: SignedTime,
  secretIndex: number,
): VerifyOutcome {
  const toleranceSeconds = input.toleranceSeconds ?? spec.toleranceSeconds ?? defaultToleranceSeconds;
  const refusal = checkWindow(milliseconds, spec.unit, input.now, toleranceSeconds);
  return refusal ?? { ok: true, secretIndex, timestamp: new Date(milliseconds) };
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

function isGenuine({ reason }: Refusal): boolean {
  return reason === "timestamp_stale" || reason === "timestamp_in_future";
}

function refuse(reason: SignatureReason): Refusal {
  return { ok: false, reason };
}

function isPlace(place: SignedSchemeSpec["signature"]): place is Place {
  return typeof place === "object" && "read" in place;
}
