import type { Alternative } from "./compile.ts";
import { placeDottedKeys } from "./dotted-keys.ts";
import { type Field, fieldAccepts, isRecord, isScalar, type Meter } from "./field.ts";
import { limits } from "./limits.ts";
import type { PatternTree } from "./pattern-tree.ts";
import { holds, remembered, startWalk, type Walk } from "./walk.ts";

/** `undecided`: the event spells a path in two ways, so that its arrays do not nest as the pattern does. */
type Verdict = "match" | "no_match" | "undecided";

/**
 * Whether one alternative matches, by walking the pattern and the event together.
 *
 * **Array consistency.** All fields below an array must be found in one element of it, so the walk asks each
 * element for *everything* below. Paths elsewhere do not depend on that choice, so no choice is revisited, and
 * a node of the event is looked at a fixed number of times per field of the pattern.
 *
 * **Absence.** event-ruler decides field after field in the order of their paths, and `{"exists": false}` looks
 * at what agrees with the elements chosen *so far*. So a field that may be absent, and that sorts before every
 * field found in the array, must be absent from all elements; one that sorts later, from the chosen element.
 * @see https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/ACFinder.java
 */
export function evaluate(alternative: Alternative, event: unknown, meter: Meter): Verdict {
  const walk = startWalk(meter);
  const isSatisfied = satisfies(alternative.tree, event, "open", walk, 0);
  if (walk.isUndecided) return "undecided";
  return isSatisfied ? "match" : "no_match";
}

/**
 * What is left to find for the field whose path ends at a node: `open`, a leaf that matches, or absence if it
 * is accepted; `present`, a leaf that matches; `settled`, nothing.
 */
type Need = "open" | "present" | "settled";

function satisfies(tree: PatternTree, value: unknown, need: Need, walk: Walk, nesting: number): boolean {
  walk.meter.steps += 1;
  if (isRecord(value)) return acceptsNoLeaf(tree, need) && satisfiesObject(tree, value, walk, nesting);
  if (Array.isArray(value) && nesting < limits.maxEventNesting) {
    return satisfiesArray(tree, value, need, walk, nesting);
  }
  if (!tree.mayLackAllBelow) return false;
  if (!isScalar(value)) return acceptsNoLeaf(tree, need);
  return tree.field === undefined || need === "settled" || fieldAccepts(tree.field, value, walk.meter);
}

function acceptsNoLeaf({ field }: PatternTree, need: Need): boolean {
  return field === undefined || need === "settled" || (need === "open" && field.allowsAbsent);
}

function satisfiesObject(
  tree: PatternTree,
  object: Readonly<Record<string, unknown>>,
  walk: Walk,
  nesting: number,
): boolean {
  const dotted = placeDottedKeys(tree, object, walk.meter);
  if (dotted === "overlapping") {
    walk.isUndecided = true;
    return false;
  }
  for (const [segment, child] of tree.children) {
    const isSatisfied = Object.hasOwn(object, segment)
      ? satisfies(child, object[segment], "open", walk, nesting)
      : satisfiesDotted(child, dotted, walk, nesting);
    if (!isSatisfied) return false;
  }
  return true;
}

/** For a node that the object does not name directly: its value may lie under a dotted key. */
function satisfiesDotted(
  tree: PatternTree,
  dotted: ReadonlyMap<PatternTree, unknown>,
  walk: Walk,
  nesting: number,
): boolean {
  if (dotted.has(tree)) return satisfies(tree, dotted.get(tree), "open", walk, nesting);
  if (!acceptsNoLeaf(tree, "open")) return false;
  if (dotted.size === 0) return tree.mayLackAllBelow;
  for (const child of tree.children.values()) {
    if (!satisfiesDotted(child, dotted, walk, nesting)) return false;
  }
  return true;
}

function satisfiesArray(
  tree: PatternTree,
  array: readonly unknown[],
  need: Need,
  walk: Walk,
  nesting: number,
): boolean {
  const { field } = tree;
  if (field === undefined) return satisfiesElement(tree, array, walk, nesting);
  const isSettled = () => remembered(tree, array, walk, () => satisfiesElement(tree, array, walk, nesting));
  if (need === "settled") return isSettled();
  const mayBeAbsent = need === "open" && field.allowsAbsent;
  if (mayBeAbsent && !holds(tree, field, array, walk, nesting)) return isSettled();
  // A scalar directly in the array is tied to no element, so the rest may come from any of them …
  walk.meter.steps += array.length;
  const isFoundHere = array.some((item) => isScalar(item) && fieldAccepts(field, item, walk.meter));
  if (isFoundHere && isSettled()) return true;
  // … while one in an array within the array ties the rest to that inner array.
  return array.some((item) => Array.isArray(item) && satisfies(tree, item, "present", walk, nesting + 1));
}

/** Whether the fields below can all be found in one element, given the order in which absence is decided. */
function satisfiesElement(
  tree: PatternTree,
  array: readonly unknown[],
  walk: Walk,
  nesting: number,
): boolean {
  if (tree.below.length === 0) return true;
  let required: Field | undefined;
  if (tree.mayLackBelow) {
    const first = tree.below.find((field) => !field.allowsAbsent || holds(tree, field, array, walk, nesting));
    if (first === undefined) return true;
    if (first.matchers.length === 0) return false;
    if (first.allowsAbsent) required = first;
  }
  for (const item of array) {
    walk.meter.steps += 1;
    if (isScalar(item)) continue;
    if (required !== undefined && !holds(tree, required, item, walk, nesting + 1)) continue;
    if (satisfies(tree, item, "settled", walk, nesting + 1)) return true;
    if (walk.isUndecided) return false;
  }
  return false;
}
