import type { Alternative } from "./compile.ts";
import { type Field, fieldAccepts, type Meter } from "./field.ts";
import { type ArrayPlace, someLeaf, wholeEvent } from "./leaves.ts";
import { limits } from "./limits.ts";

/** The element chosen in each array so far. */
type Membership = ReadonlyMap<readonly unknown[], number>;

interface Leaf {
  readonly isAccepted: boolean;
  readonly place: ArrayPlace | undefined;
}

interface Search {
  readonly leaves: ReadonlyMap<Field, readonly Leaf[]>;
  readonly meter: Meter;
  stepsLeft: number;
}

/**
 * event-ruler's own algorithm, field after field, carrying the array elements chosen so far. It can backtrack,
 * so it is the fallback for events that spell one path in two ways, and what tests compare `evaluate` with. It
 * stops at `limits.maxSearchSteps` and then answers "no match".
 * @see https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/ACFinder.java
 */
export function searchMatches(alternative: Alternative, event: unknown, meter: Meter): boolean {
  const leaves = new Map<Field, readonly Leaf[]>();
  for (const field of alternative.fields) leaves.set(field, collectLeaves(field, event, meter));
  const search: Search = { leaves, meter, stepsLeft: limits.maxSearchSteps };
  return searchFrom(alternative.fields, 0, new Map(), search);
}

function collectLeaves(field: Field, event: unknown, meter: Meter): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const accepted = new Set<ArrayPlace | undefined>();
  const refused = new Set<ArrayPlace | undefined>();
  someLeaf(wholeEvent(event), field, meter, (value, place) => {
    const isAccepted = fieldAccepts(field, value, meter);
    const seen = isAccepted ? accepted : refused;
    // one of each kind per place is enough: the others would repeat the same search
    if (!seen.has(place)) leaves.push({ isAccepted, place });
    seen.add(place);
    return false;
  });
  return leaves;
}

function searchFrom(fields: readonly Field[], index: number, chosen: Membership, search: Search): boolean {
  const field = fields[index];
  if (field === undefined) return true;
  let isAbsent = true;
  for (const leaf of search.leaves.get(field) ?? []) {
    const extended = extend(chosen, leaf.place, search);
    if (search.stepsLeft <= 0) return false;
    if (extended === undefined) continue;
    isAbsent = false;
    if (leaf.isAccepted && searchFrom(fields, index + 1, extended, search)) return true;
  }
  return isAbsent && field.allowsAbsent && searchFrom(fields, index + 1, chosen, search);
}

/** The membership with the leaf's elements added; `undefined` when an array has another element chosen. */
function extend(
  chosen: Membership,
  leafPlace: ArrayPlace | undefined,
  search: Search,
): Membership | undefined {
  let extended: Map<readonly unknown[], number> | undefined;
  search.stepsLeft -= 1;
  search.meter.steps += 1;
  for (let place = leafPlace; place !== undefined; place = place.outer) {
    search.stepsLeft -= 1;
    search.meter.steps += 1;
    const index = chosen.get(place.array);
    if (index !== undefined && index !== place.index) return undefined;
    if (index === undefined) extended = (extended ?? new Map(chosen)).set(place.array, place.index);
  }
  return extended ?? chosen;
}
