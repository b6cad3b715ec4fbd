import type { Json } from "../event.ts";
import type { BodyReader } from "../provider.ts";
import { BodyError } from "./body-error.ts";
import { hasManyBrackets, isTextTooDeep, isValueTooDeep, maxDepth } from "./depth.ts";
import { hasLongNumber } from "./long-number.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const integer = /^-?[0-9]+$/;

/** Characters up to which text full of brackets is parsed before its depth is looked at. More could fill the memory. */
const mostParsedUnseen = 1_000_000;

/**
 * A JSON body. Whole numbers that a JavaScript number cannot hold exactly (beyond 2^53, the ids of Viber and
 * Shopify) come as text, digit for digit.
 */
export const json: BodyReader = (body) => readBefore.get(body) ?? parseJson(decodeText(body));

/** Bodies that {@link jsonBeforeProof} has read, for as long as somebody holds them. */
const readBefore = new WeakMap<Uint8Array, Json>();

/**
 * As {@link json} reads it, or `undefined` where that throws: for a scheme whose signature, key or time is inside the
 * body. Nothing of it is believed yet. It is remembered for that very array, so that nobody parses a body twice: its
 * bytes must not change afterwards.
 */
export function jsonBeforeProof(body: Uint8Array): Json | undefined {
  const known = readBefore.get(body);
  if (known !== undefined) return known;
  try {
    const value = parseJson(decodeText(body));
    readBefore.set(body, value);
    return value;
  } catch (error) {
    if (error instanceof BodyError) return undefined; // the caller says so with a reason
    throw error;
  }
}

/** Strict UTF-8 as text, a byte order mark dropped. Throws `BodyError`. */
export function decodeText(body: Uint8Array): string {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const text = bytes.toString("utf8");
  // Stands for what is not UTF-8, or for itself. Text of Latin letters cannot hold it and is not even searched.
  if (text.includes("\ufffd")) return decodeStrictly(body);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function decodeStrictly(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new BodyError("the body is not UTF-8");
  }
}

/** JSON text as {@link json} reads it. Throws `BodyError`. */
export function parseJson(text: string): Json {
  const isSuspect = hasManyBrackets(text);
  const isSmall = text.length <= mostParsedUnseen;
  if (isSuspect && !isSmall && isTextTooDeep(text)) throw tooDeep();
  const value = parse(text);
  if (isSuspect && isSmall && isValueTooDeep(value)) throw tooDeep();
  return value;
}

function parse(text: string): Json {
  try {
    // safe: JSON.parse gives nothing else
    return (hasLongNumber(text) || isNumber(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)) as Json;
  } catch {
    // The original error quotes the body, so it is not kept as the cause.
    throw new BodyError(text === "" ? "the body is empty, not JSON" : "the body is not JSON");
  }
}

function tooDeep(): BodyError {
  return new BodyError(`the body is JSON nested deeper than ${maxDepth} levels`);
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return context?.source !== undefined && integer.test(context.source) ? context.source : value;
}

/** Whether the text begins as a number does: then it is one, or no JSON. */
function isNumber(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0x2d || (first >= 0x30 && first <= 0x39);
}
