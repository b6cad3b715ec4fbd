import { isDeepStrictEqual } from "node:util";
import { parseEvent } from "./envelope.ts";

/**
 * Whether the texts of two sendings of one event differ in more than the top-level fields of `data.original` that their
 * provider changes between sendings: then they are a conflict. To be asked where their digests differ.
 */
export function differs(text: string, otherText: string, volatile: readonly string[] = []): boolean {
  // A record is written anew by the provider's API: the order of fields and the spaces are not the webhook's.
  const isRecord = [text, otherText].some((one) => parseEvent(one).backfilled === true);
  if (isRecord) return !isDeepStrictEqual(lasting(text, volatile), lasting(otherText, volatile));
  return volatile.length === 0 || steady(text, volatile) !== steady(otherText, volatile);
}

/** The provider's payload as text, in its own order, without what may differ. */
function steady(text: string, volatile: readonly string[]): string {
  const original = originalOf(text);
  if (typeof original !== "object" || original === null) return JSON.stringify(original);
  return JSON.stringify(Object.entries(original).filter(([field]) => !volatile.includes(field)));
}

/** The provider's payload without what may differ. */
function lasting(text: string, volatile: readonly string[]): unknown {
  const original = originalOf(text);
  if (typeof original !== "object" || original === null || Array.isArray(original)) return original;
  return Object.fromEntries(Object.entries(original).filter(([field]) => !volatile.includes(field)));
}

function originalOf(text: string): unknown {
  const { original } = parseEvent(text).data as { readonly original: unknown }; // safe: every event's data has its original
  return original;
}
