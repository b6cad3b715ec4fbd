import type { Field } from "./field.ts";

/** The fields of one alternative, arranged by the segments of their paths. */
export interface PatternTree {
  /** Number of segments from the root to here. */
  readonly depth: number;
  /** The field whose path ends here. */
  readonly field: Field | undefined;
  readonly children: ReadonlyMap<string, PatternTree>;
  /** All fields further down, sorted by path. */
  readonly below: readonly Field[];
  /** Some field is two segments or more further down, so dotted keys can lead to it. */
  readonly isDeep: boolean;
  /** Some field further down accepts absence. */
  readonly mayLackBelow: boolean;
  /** Every field further down accepts absence. */
  readonly mayLackAllBelow: boolean;
}

/** Builds the tree from fields that are sorted by path. */
export function buildTree(fields: readonly Field[], depth = 0): PatternTree {
  const below = fields.filter(({ segments }) => segments.length > depth);
  const groups = new Map<string, Field[]>();
  for (const field of below) {
    const segment = field.segments[depth] ?? "";
    const group = groups.get(segment);
    if (group === undefined) groups.set(segment, [field]);
    else group.push(field);
  }
  return {
    depth,
    field: fields.find(({ segments }) => segments.length === depth),
    children: new Map([...groups].map(([segment, group]) => [segment, buildTree(group, depth + 1)])),
    below,
    isDeep: below.some(({ segments }) => segments.length > depth + 1),
    mayLackBelow: below.some(({ allowsAbsent }) => allowsAbsent),
    mayLackAllBelow: below.every(({ allowsAbsent }) => allowsAbsent),
  };
}
