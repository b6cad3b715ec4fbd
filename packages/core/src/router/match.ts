import type { HookyardEvent } from "../event.ts";
import { type CompiledPattern, compilePattern, matches } from "../pattern/index.ts";
import type { ConsumerDefinition, Router } from "./router.ts";
import { hasType, type TypePattern, typePattern } from "./type-pattern.ts";

/**
 * The names of the consumers that want an event, in the order of the router. The type is looked up; only `where`
 * patterns are evaluated.
 */
export function matchingConsumers(router: Router, event: HookyardEvent): readonly string[] {
  const candidates = candidatesOf(router, event.type);
  const names: string[] = [];
  for (const { name, where } of candidates) {
    if (where === undefined || matches(where, event)) names.push(name);
  }
  return names;
}

interface Candidate {
  readonly name: string;
  readonly types: readonly TypePattern[];
  readonly where: CompiledPattern | undefined;
}

interface TypeIndex {
  readonly all: readonly Candidate[];
  /** Filled as types are seen. Passthrough types are the senders' words, so it is bounded. */
  readonly byType: Map<string, readonly Candidate[]>;
}

const maxTypes = 4096;

const indexes = new WeakMap<Router["consumers"], TypeIndex>();

function candidatesOf(router: Router, type: string): readonly Candidate[] {
  const index = indexOf(router);
  const known = index.byType.get(type);
  if (known !== undefined) return known;
  const candidates = index.all.filter(({ types }) => types.some((pattern) => hasType(pattern, type)));
  if (index.byType.size >= maxTypes) index.byType.clear();
  index.byType.set(type, candidates);
  return candidates;
}

function indexOf(router: Router): TypeIndex {
  const known = indexes.get(router.consumers);
  if (known !== undefined) return known;
  const index: TypeIndex = { all: Object.values(router.consumers).map(candidate), byType: new Map() };
  indexes.set(router.consumers, index);
  return index;
}

function candidate({ name, on, where }: ConsumerDefinition): Candidate {
  return {
    name,
    types: on.map(typePattern),
    where: where === undefined ? undefined : compilePattern(where),
  };
}
