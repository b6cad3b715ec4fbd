import type { Meter } from "./field.ts";
import type { PatternTree } from "./pattern-tree.ts";

const none: ReadonlyMap<PatternTree, unknown> = new Map();

/**
 * The values that an object's dotted keys hold for nodes of the pattern: in EventBridge `{"a.b": 1}` and
 * `{"a": {"b": 1}}` are one path. `overlapping` when two keys lead to one part of the pattern.
 */
export function placeDottedKeys(
  tree: PatternTree,
  object: Readonly<Record<string, unknown>>,
  meter: Meter,
): ReadonlyMap<PatternTree, unknown> | "overlapping" {
  if (!tree.isDeep) return none;
  let placed: Map<PatternTree, unknown> | undefined;
  const passed = new Set<PatternTree>();
  for (const key of Object.keys(object)) {
    meter.steps += 1;
    if (!key.includes(".")) continue;
    const steps = nodesAlong(tree, key.split("."));
    const node = steps?.at(-1);
    if (steps === undefined || node === undefined) continue;
    placed ??= new Map();
    const [segment = ""] = key.split(".", 1);
    const isOverlapping =
      Object.hasOwn(object, segment) || passed.has(node) || steps.some((step) => placed?.has(step));
    if (isOverlapping) return "overlapping";
    for (const step of steps) passed.add(step);
    placed.set(node, object[key]);
  }
  return placed ?? none;
}

function nodesAlong(tree: PatternTree, segments: readonly string[]): readonly PatternTree[] | undefined {
  const nodes: PatternTree[] = [];
  let node: PatternTree | undefined = tree;
  for (const segment of segments) {
    node = node.children.get(segment);
    if (node === undefined) return undefined;
    nodes.push(node);
  }
  return nodes;
}
