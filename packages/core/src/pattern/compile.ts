import { PatternError } from "./error.ts";
import { parseValues } from "./expression.ts";
import type { Field } from "./field.ts";
import { type JsonNode, joinPath, nodeFromValue } from "./json-node.ts";
import { nodeFromText } from "./json-text.ts";
import { limits } from "./limits.ts";
import { buildTree, type PatternTree } from "./pattern-tree.ts";
import { reservedInOr } from "./reserved.ts";

/** One way to match: all of its fields must. A pattern without `$or` has exactly one. */
export interface Alternative {
  /** Sorted by path, the order in which event-ruler looks at them. */
  readonly fields: readonly Field[];
  readonly tree: PatternTree;
}

/** A pattern that has been checked and is ready for `matches`. Immutable; compile once and keep it. */
export interface CompiledPattern {
  readonly alternatives: readonly Alternative[];
  /** Each list of values once, in the order of the pattern. */
  readonly fields: readonly Field[];
}

/**
 * Checks a pattern given as a parsed value. Throws `PatternError` for everything that EventBridge refuses.
 *
 * @example
 * const pattern = compilePattern({ type: [{ prefix: "payment." }], data: { amount: [{ numeric: [">", 100] }] } });
 * matches(pattern, event);
 */
export function compilePattern(pattern: unknown): CompiledPattern {
  return compileNode(nodeFromValue(pattern));
}

/**
 * Checks a pattern given as JSON text. As in event-ruler, and so not an error, a path that is written twice
 * takes the later list. Throws `PatternError`, for text that is not JSON too.
 */
export function parsePattern(text: string): CompiledPattern {
  return compileNode(nodeFromText(text));
}

/** An alternative under construction: the latest field of each path. */
type Draft = Map<string, Field>;

function compileNode(node: JsonNode): CompiledPattern {
  const combinations = countCombinations(node);
  if (combinations > limits.maxCombinations) {
    const problem = `its $or arrays make ${combinations} combinations, more than ${limits.maxCombinations}`;
    throw new PatternError("", problem, "Split it into several patterns");
  }
  const fields: Field[] = [];
  const drafts = compileObject([new Map()], node, { path: "", segments: [], inOr: false }, fields);
  const alternatives = drafts.map((draft) => {
    // By UTF-16 code unit, which is how both JavaScript and event-ruler's Java sort strings.
    const sorted = [...draft.entries()].sort(([left], [right]) => (left < right ? -1 : 1));
    const ordered = sorted.map(([, field]) => field);
    return { fields: ordered, tree: buildTree(ordered) };
  });
  return { alternatives, fields };
}

interface Place {
  /** For errors. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly inOr: boolean;
}

function compileObject(drafts: readonly Draft[], node: JsonNode, place: Place, fields: Field[]): Draft[] {
  if (node.kind !== "object") {
    throw new PatternError(place.path, "a pattern is an object", 'Write {"source": ["value"]}');
  }
  if (node.entries.length === 0) {
    throw new PatternError(place.path, "an empty object matches nothing", "Name a field or leave it out");
  }
  let current = [...drafts];
  for (const [key, value] of node.entries) {
    const inner = { ...place, path: joinPath(place.path, key), segments: [...place.segments, key] };
    if (key === "$or") {
      current = compileOr(current, value, { ...place, path: inner.path }, fields);
    } else if (place.inOr && reservedInOr.has(key)) {
      const fix = 'Inside $or write whole fields, such as {"price": [{"numeric": [">", 10]}]}';
      throw new PatternError(inner.path, `${key} is reserved and cannot be a field inside $or`, fix);
    } else if (value.kind === "object") {
      current = compileObject(current, value, inner, fields);
    } else if (value.kind === "array") {
      const field = compileField(value.items, inner, fields.length);
      fields.push(field);
      // Two lists for one path: the later one counts, as in event-ruler, inside and outside $or.
      for (const draft of current) draft.set(field.path, field);
    } else {
      throw new PatternError(inner.path, "the value is not in a list", `Write {"${key}": [value]}`);
    }
  }
  return current;
}

/**
 * `$or` multiplies the alternatives, as it does in event-ruler's `JsonRuleCompiler`. It is never the name of a
 * field. (event-ruler's `addRule`, unlike its `check`, reads a malformed `$or` as a field of that name;
 * a mistake is refused here, as EventBridge's recorded answers do.)
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function compileOr(drafts: readonly Draft[], node: JsonNode, place: Place, fields: Field[]): Draft[] {
  const fix = 'Write {"$or": [{"a": ["x"]}, {"b": ["y"]}]}';
  if (node.kind !== "array") throw new PatternError(place.path, "$or needs an array", fix);
  if (node.items.length < 2) throw new PatternError(place.path, "$or needs two objects or more", fix);
  return node.items.flatMap((item, index) => {
    const path = `${place.path}[${index}]`;
    if (item.kind !== "object") throw new PatternError(path, "$or takes objects only", fix);
    const copies = drafts.map((draft) => new Map(draft));
    return compileObject(copies, item, { ...place, path, inOr: true }, fields);
  });
}

function compileField(items: readonly JsonNode[], place: Place, index: number): Field {
  const path = place.segments.join(".");
  const segments = path.split(".");
  if (segments.length > limits.maxDepth) {
    throw new PatternError(place.path, `the path has more than ${limits.maxDepth} segments`, "Shorten it");
  }
  let offset = 0;
  const offsets = segments.map((segment) => {
    const start = offset;
    offset += segment.length + 1;
    return start;
  });
  return { path, segments, offsets, index, ...parseValues(items, place.path) };
}

/** AWS's count: the product of the lengths of all `$or` arrays. */
function countCombinations(node: JsonNode): number {
  if (node.kind !== "object") return 1;
  return node.entries.reduce((product, [key, value]) => {
    if (value.kind === "object") return product * countCombinations(value);
    if (key !== "$or" || value.kind !== "array") return product;
    return value.items.reduce(
      (inner, item) => inner * countCombinations(item),
      product * Math.max(1, value.items.length),
    );
  }, 1);
}
