import { catalog } from "../domain/catalog.ts";
import { type FieldNode, type FieldTree, fieldTree } from "../domain/field-tree.ts";
import type { Json, JsonObject } from "../event.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { RouterProblem } from "./problem.ts";
import type { Wanted } from "./wanted.ts";

/** What is known of a place in the data: the same field of several types may have several nodes. */
type Place = { readonly kind: "open" } | { readonly kind: "field"; readonly nodes: readonly FieldNode[] };

/**
 * Fields under `data` that no schema of the wanted types has, and values that such a field never holds. What is under
 * `original` is the provider's, and not looked at.
 */
export function dataProblems(
  where: JsonObject,
  wanted: Pick<Wanted, "domainTypes"> & Partial<Wanted>,
  path: string,
): readonly RouterProblem[] {
  const trees: FieldTree[] = [...wanted.domainTypes].map((type) => fieldTree(catalog[type].schema));
  const isPassthrough = (wanted.passthroughFrom?.size ?? 0) > 0;
  const inside = (name: string): Place | undefined => {
    if (name === "original" || (isPassthrough && name === "mismatch")) return { kind: "open" };
    return placeIn(trees, name);
  };
  const names = ["original", ...(isPassthrough ? ["mismatch"] : []), ...namesOf(trees)];
  return rooted(where, { inside, names }, path);
}

interface Level {
  readonly inside: (name: string) => Place | undefined;
  readonly names: readonly string[];
}

/** The top level: `data`, `data.amount`, and both inside `$or`. */
function rooted(where: JsonObject, level: Level, path: string): readonly RouterProblem[] {
  return Object.entries(where).flatMap(([key, value]) => {
    if (key === "$or") return eachBranch(value, `${path}.$or`, (branch, at) => rooted(branch, level, at));
    const [first, ...rest] = key.split(".");
    if (first !== "data") return [];
    const at = `${path}.${key}`;
    if (rest.length > 0) return follow(rest, value, level, at);
    return isObject(value)
      ? within(value, level, at)
      : [{ path: at, message: "data is an object: name a field in it" }];
  });
}

function within(pattern: JsonObject, level: Level, path: string): readonly RouterProblem[] {
  return Object.entries(pattern).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    if (key === "$or") return eachBranch(value, at, (branch, place) => within(branch, level, place));
    return follow(key.split("."), value, level, at);
  });
}

function follow(
  segments: readonly string[],
  value: Json,
  level: Level,
  path: string,
): readonly RouterProblem[] {
  const [name = "", ...rest] = segments;
  const place = level.inside(name);
  if (place === undefined) {
    const known = level.names.join(", ");
    const message = `no type in \`on\` has a field ${JSON.stringify(name)} here.${didYouMean(name, level.names)} There is ${known}`;
    return [{ path, message }];
  }
  if (place.kind === "open") return [];
  const trees = place.nodes.map(({ fields }) => fields).filter((fields) => fields !== undefined);
  const isOpen = place.nodes.some((node) => node.isOpen);
  if (rest.length === 0 && !isObject(value)) return valueProblems(value, place.nodes, name, path);
  if (isOpen) return [];
  if (trees.length === 0)
    return [{ path, message: `${JSON.stringify(name)} is a value and has no fields inside` }];
  const inner: Level = { inside: (key) => placeIn(trees, key), names: namesOf(trees) };
  return isObject(value) && rest.length === 0 ? within(value, inner, path) : follow(rest, value, inner, path);
}

/** A list of values at a field: each plain one must be what the field can hold. */
function valueProblems(
  value: Json,
  nodes: readonly FieldNode[],
  name: string,
  path: string,
): readonly RouterProblem[] {
  if (nodes.every((node) => node.fields !== undefined || node.kind === "record")) {
    return [
      { path, message: `${JSON.stringify(name)} is an object: patterns look at the values inside, name one` },
    ];
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((element: Json, index) => {
    if (isObject(element)) return operatorProblems(element, nodes, `${path}[${index}]`);
    const issue = refusal(element, nodes);
    if (issue === undefined) return [];
    const fix = element === null ? ": an empty field is absent, write { exists: false }" : "";
    return [
      {
        path: `${path}[${index}]`,
        message: `${JSON.stringify(element).slice(0, 100)} is never there: it ${issue}${fix}`,
      },
    ];
  });
}

function operatorProblems(
  operator: JsonObject,
  nodes: readonly FieldNode[],
  path: string,
): readonly RouterProblem[] {
  if ("numeric" in operator && nodes.every(({ kind }) => kind !== "number")) {
    return [{ path, message: "numeric never matches here: the field is no number" }];
  }
  const textual = ["prefix", "suffix", "wildcard", "equals-ignore-case", "cidr"].find(
    (key) => key in operator,
  );
  if (textual !== undefined && nodes.every(({ kind }) => kind === "number" || kind === "boolean")) {
    return [{ path, message: `${textual} never matches here: the field is no text` }];
  }
  return [];
}

function refusal(element: Json, nodes: readonly FieldNode[]): string | undefined {
  let message: string | undefined;
  for (const { schema } of nodes) {
    const result = schema["~standard"].validate(element);
    if (result instanceof Promise || result.issues === undefined) return undefined;
    message ??= result.issues[0]?.message ?? "is not allowed";
  }
  return message;
}

function placeIn(trees: readonly FieldTree[], name: string): Place | undefined {
  const nodes = trees.flatMap((tree) => (Object.hasOwn(tree, name) ? (tree[name] ?? []) : []));
  return nodes.length === 0 ? undefined : { kind: "field", nodes };
}

function namesOf(trees: readonly FieldTree[]): readonly string[] {
  return [...new Set(trees.flatMap((tree) => Object.keys(tree)))];
}

function eachBranch(
  value: Json,
  path: string,
  check: (branch: JsonObject, path: string) => readonly RouterProblem[],
): readonly RouterProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((branch: Json, index) => (isObject(branch) ? check(branch, `${path}[${index}]`) : []));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
