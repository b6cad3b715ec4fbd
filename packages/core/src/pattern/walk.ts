import type { Field, Meter } from "./field.ts";
import type { PatternTree } from "./pattern-tree.ts";
import { holdsLeaf, type Presence } from "./presence.ts";

/** What one evaluation of one alternative remembers, so that it asks no node of the event twice. */
export interface Walk {
  readonly meter: Meter;
  readonly presence: Presence;
  readonly settled: Map<PatternTree, Map<readonly unknown[], boolean>>;
  /** Set for good when the event spells a path in two ways. */
  isUndecided: boolean;
}

export function startWalk(meter: Meter): Walk {
  return { meter, presence: new Map(), settled: new Map(), isUndecided: false };
}

/** Whether a value at this node, within `nesting` arrays, holds any leaf of a field further down or right here. */
export function holds(tree: PatternTree, field: Field, value: unknown, walk: Walk, nesting: number): boolean {
  return holdsLeaf(field, { value, depth: tree.depth, nesting }, walk.presence, walk.meter);
}

/** The answer for an array at a node, decided once. */
export function remembered(
  tree: PatternTree,
  array: readonly unknown[],
  walk: Walk,
  decide: () => boolean,
): boolean {
  const answers = walk.settled.get(tree) ?? new Map<readonly unknown[], boolean>();
  walk.settled.set(tree, answers);
  const known = answers.get(array);
  if (known !== undefined) return known;
  const answer = decide();
  answers.set(array, answer);
  return answer;
}
