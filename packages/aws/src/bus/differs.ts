import { parseEvent } from "@hookyard/core/envelope";

/**
 * Whether the texts of two sendings of one event differ in more than the top-level fields of `data.original` that their
 * provider changes between sendings.
 */
export function differs(text: string, otherText: string, volatile: readonly string[] = []): boolean {
  return volatile.length === 0 || steady(text, volatile) !== steady(otherText, volatile);
}

function steady(text: string, volatile: readonly string[]): string {
  const { original } = parseEvent(text).data as { original: unknown }; // safe: every event's data has its original
  if (typeof original !== "object" || original === null) return JSON.stringify(original);
  return JSON.stringify(Object.entries(original).filter(([field]) => !volatile.includes(field)));
}
