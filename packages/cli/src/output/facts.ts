import type { Paint } from "./paint.ts";

/** Names and values under each other. The values are written as they are: make them printable before. */
export function renderFacts(
  paint: Paint,
  facts: readonly (readonly [name: string, value: string])[],
): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${paint("dim", name.padEnd(width))}  ${value}\n`).join("");
}
