import type { Paint } from "./paint.ts";
import { printableJson } from "./printable.ts";

const mostLines = 40;

/**
 * What an event says, for people: its domain fields, or the provider's payload where it has none of its own. Long
 * ones are cut, and say how to see the rest.
 */
export function eventData(data: unknown, paint: Paint): string {
  const { title, value, hasMore } = shownPart(data);
  const lines = printableJson(value, 2).split("\n");
  const shown = lines.slice(0, mostLines).map((line) => `  ${line}\n`);
  const cut = lines.length > mostLines;
  const hint = cut || hasMore ? `  ${paint("dim", "All of it: add --json")}\n` : "";
  return `${paint("bold", title)}\n${shown.join("")}${cut ? "  …\n" : ""}${hint}`;
}

function shownPart(data: unknown): {
  readonly title: string;
  readonly value: unknown;
  readonly hasMore: boolean;
} {
  if (typeof data !== "object" || data === null || !("original" in data)) {
    return { title: "data", value: data, hasMore: false };
  }
  const { original, ...fields } = data;
  if (Object.keys(fields).length > 0) return { title: "data", value: fields, hasMore: true };
  return { title: "the provider's payload", value: original, hasMore: false };
}
