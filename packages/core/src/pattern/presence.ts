import { type Field, isScalar, type Meter } from "./field.ts";
import { type Spot, someLeaf } from "./leaves.ts";
import { limits } from "./limits.ts";

/** Remembers, for each field, which arrays and objects of one event hold a leaf at its path. */
export type Presence = Map<Field, Map<unknown, boolean>>;

/** Whether there is any leaf at the field's path in the value. Looks at each node once, however often it is asked. */
export function holdsLeaf(field: Field, spot: Spot, presence: Presence, meter: Meter): boolean {
  const { value } = spot;
  meter.steps += 1;
  if (isScalar(value)) return spot.depth === field.segments.length;
  const known = presence.get(field) ?? new Map<unknown, boolean>();
  presence.set(field, known);
  const remembered = known.get(value);
  if (remembered !== undefined) return remembered;
  const answer = Array.isArray(value)
    ? spot.nesting < limits.maxEventNesting && someElementHoldsLeaf(field, value, spot, presence, meter)
    : someLeaf(spot, field, meter, () => true);
  known.set(value, answer);
  return answer;
}

function someElementHoldsLeaf(
  field: Field,
  array: readonly unknown[],
  spot: Spot,
  presence: Presence,
  meter: Meter,
): boolean {
  for (const value of array) {
    if (holdsLeaf(field, { ...spot, value, nesting: spot.nesting + 1 }, presence, meter)) return true;
  }
  return false;
}
