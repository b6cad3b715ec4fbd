import { fieldAt } from "../body/field.ts";
import { jsonBeforeProof } from "../body/json.ts";
import { ConfigError } from "../errors.ts";
import type { WebhookRequest } from "../webhook-request.ts";
import { type Draft, inHeader, parseLeniently, writeJson } from "./place.ts";
import type { SignatureReason } from "./scheme.ts";
import type { SignatureFormat, SignatureSet } from "./signature-format.ts";
import type { TimestampUnit } from "./timestamp.ts";

/** Where a signed timestamp is, how it is written, and how old it may be. */
export interface TimestampSpec {
  readonly unit: TimestampUnit;
  /** The header that carries it; of several, the first one present. */
  readonly header?: string | readonly string[];
  /** The dotted path of a JSON body where it is. With neither this nor `header`, the signature's format has it. */
  readonly field?: string;
  /** Default 300. */
  readonly toleranceSeconds?: number;
}

/**
 * How the text is got out of a request, or why it is not there. Throws `ConfigError` when no place is named and the
 * format has none.
 */
export function createTimestampReader(
  spec: TimestampSpec,
  format: SignatureFormat,
): (request: WebhookRequest, set: SignatureSet) => string | { readonly reason: SignatureReason } {
  const { header, field } = spec;
  if (header !== undefined) {
    const places = (typeof header === "string" ? [header] : header).map((name) => inHeader(name));
    return (request) => {
      for (const place of places) {
        const reading = place.read(request);
        if ("values" in reading) return reading.values[0] ?? "";
        if (reading.reason === "header_empty") return { reason: "timestamp_missing" };
        if (reading.reason !== "header_missing") return { reason: reading.reason };
      }
      return { reason: "timestamp_missing" };
    };
  }
  if (field !== undefined) {
    return (request) => {
      const value = fieldAt(jsonBeforeProof(request.body), field);
      if (value === undefined) return { reason: "timestamp_missing" };
      return typeof value === "string" || typeof value === "number"
        ? String(value)
        : { reason: "timestamp_malformed" };
    };
  }
  if (!format.hasTimestamp) {
    throw new ConfigError("timestamp: name its `header` or `field`, or use a signature format that has it");
  }
  return (_request, set) =>
    set.timestamp === undefined || set.timestamp === "" ? { reason: "timestamp_missing" } : set.timestamp;
}

/** Puts the timestamp where the provider has it; where that is the signature's own header, its format writes it. */
export function stamp(draft: Draft, { header, field, unit }: TimestampSpec, text: string): Draft {
  if (header !== undefined) {
    const name = typeof header === "string" ? header : (header[0] ?? "");
    return { ...draft, headers: { ...draft.headers, [name]: text } };
  }
  if (field === undefined) return draft;
  const isNumber = unit === "seconds" || unit === "milliseconds";
  const isText = typeof fieldAt(parseLeniently(draft.body), field) === "string";
  return writeJson(draft, field, isNumber && !isText ? Number(text) : text);
}
