import type { Alternative, CompiledPattern } from "./compile.ts";
import { evaluate } from "./evaluate.ts";
import { type Field, fieldAccepts, isRecord, type Meter } from "./field.ts";
import { someLeaf, wholeEvent } from "./leaves.ts";
import { searchMatches } from "./search.ts";

/**
 * Whether a parsed JSON event matches. Never throws, and needs time linear in the event; the factor is the size
 * of the pattern with its `$or` multiplied out. What is not a JSON object never matches, as in EventBridge.
 */
export function matches(compiled: CompiledPattern, event: unknown): boolean {
  return countMatch(compiled, event).isMatch;
}

/** Like {@link matches}, and how many nodes of the event, keys and characters were looked at to find out. */
export function countMatch(
  compiled: CompiledPattern,
  event: unknown,
): { readonly isMatch: boolean; readonly steps: number } {
  const meter: Meter = { steps: 0 };
  return { isMatch: decide(compiled, event, meter), steps: meter.steps };
}

function decide({ alternatives }: CompiledPattern, event: unknown, meter: Meter): boolean {
  if (!isRecord(event)) return false;
  const [only, ...others] = alternatives;
  if (only !== undefined && others.length === 0) return alternativeMatches(only, event, meter);
  // Alternatives share their fields: each field is looked up once, and most alternatives fall here.
  const found = new Map<Field, boolean>();
  return alternatives.some(
    (alternative) =>
      alternative.fields.every((field) => field.allowsAbsent || isFound(field, event, found, meter)) &&
      alternativeMatches(alternative, event, meter),
  );
}

function alternativeMatches(alternative: Alternative, event: unknown, meter: Meter): boolean {
  const verdict = evaluate(alternative, event, meter);
  return verdict === "undecided" ? searchMatches(alternative, event, meter) : verdict === "match";
}

function isFound(field: Field, event: unknown, found: Map<Field, boolean>, meter: Meter): boolean {
  const known = found.get(field);
  if (known !== undefined) return known;
  const answer = someLeaf(wholeEvent(event), field, meter, (value) => fieldAccepts(field, value, meter));
  found.set(field, answer);
  return answer;
}
