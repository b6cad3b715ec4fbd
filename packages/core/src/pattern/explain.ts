import type { Alternative, CompiledPattern } from "./compile.ts";
import { type Field, fieldAccepts, type Meter } from "./field.ts";
import { someLeaf, wholeEvent } from "./leaves.ts";
import { matches } from "./match.ts";

/** A path of a pattern that keeps an event from matching. */
export interface Mismatch {
  readonly path: string;
  /** For people. Quotes the pattern, never the event. */
  readonly reason: string;
}

/**
 * Why an event does not match; empty when it does. With `$or`, the alternative that comes closest is explained.
 * When every path matches on its own and still no single array element has them all, each path is listed.
 */
export function explain(compiled: CompiledPattern, event: unknown): readonly Mismatch[] {
  if (matches(compiled, event)) return [];
  const [first, ...others] = compiled.alternatives.map((alternative) => explainOne(alternative, event));
  return others.reduce((best, next) => (next.length < best.length ? next : best), first ?? []);
}

function explainOne(alternative: Alternative, event: unknown): readonly Mismatch[] {
  const sightings = alternative.fields.map((field) => look(field, event));
  const mismatches = sightings.flatMap(explainField);
  if (mismatches.length > 0) return mismatches;
  const reason = "matches by itself, but not in the same array element as the other fields";
  return sightings.filter(({ isInArray }) => isInArray).map(({ field }) => ({ path: field.path, reason }));
}

/** What the event holds at one path, wherever in its arrays. */
interface Sighting {
  readonly field: Field;
  readonly isAccepted: boolean;
  readonly isPresent: boolean;
  /** Some leaf belongs to an element of an array, so that another element may lack it. */
  readonly isInArray: boolean;
}

function look(field: Field, event: unknown): Sighting {
  const meter: Meter = { steps: 0 };
  let isAccepted = false;
  let isPresent = false;
  let isInArray = false;
  someLeaf(wholeEvent(event), field, meter, (value, place) => {
    isPresent = true;
    isInArray ||= place !== undefined;
    isAccepted ||= fieldAccepts(field, value, meter);
    return false;
  });
  return { field, isAccepted, isPresent, isInArray };
}

function explainField({ field, isAccepted, isPresent, isInArray }: Sighting): readonly Mismatch[] {
  if (isAccepted || (field.allowsAbsent && (!isPresent || isInArray))) return [];
  const { path } = field;
  const wanted = field.matchers.map(({ describe }) => describe).join(" or ");
  if (!isPresent) return [{ path, reason: `the event has no value here; wanted: ${wanted}` }];
  if (wanted === "") return [{ path, reason: "the event has a value here; wanted: none" }];
  return [{ path, reason: `no value here matches; wanted: ${wanted}` }];
}
