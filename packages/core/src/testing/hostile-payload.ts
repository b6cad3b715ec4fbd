import type { Json } from "../event.ts";

/** Values that are not what a mapping hopes for. */
export const hostileLeaves: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e308,
  -0,
  2 ** 53,
  "",
  " ",
  "__proto__",
  "constructor",
  "null",
  "9".repeat(30),
  "1e5",
  "0x10",
  "12,50",
  "2026-99-99T99:99:99Z",
  "+275760-09-13T00:00:00.001Z",
  "\u0000\ud800",
  "x".repeat(5000),
  [],
  [[]],
  [null],
  {},
  { toString: 1, valueOf: null },
  { length: 1e9 },
];

/** One change of a payload: what stands at a place, counted over all its values, becomes another. */
export interface Mutation {
  readonly at: number | "every";
  readonly value: Json;
}

/** A copy of a payload in which values, or whole parts, were put in place of others. */
export function mutate(payload: Json, mutations: readonly Mutation[]): Json {
  return mutations.reduce<Json>((current, { at, value }) => {
    if (at === "every") return replaceLeaves(current, value);
    const count = countNodes(current);
    return replaceAt(current, at % count, value).result;
  }, payload);
}

function replaceLeaves(node: Json, value: Json): Json {
  if (Array.isArray(node)) return node.map((one: Json) => replaceLeaves(one, value));
  if (typeof node !== "object" || node === null) return value;
  return Object.fromEntries(
    Object.entries(node).map(([key, one]) => [key, replaceLeaves(one as Json, value)]),
  );
}

function countNodes(node: Json): number {
  if (typeof node !== "object" || node === null) return 1;
  return Object.values(node).reduce<number>((sum, one) => sum + countNodes(one as Json), 1);
}

function replaceAt(node: Json, at: number, value: Json): { readonly result: Json; readonly left: number } {
  if (at === 0) return { result: value, left: -1 };
  if (typeof node !== "object" || node === null) return { result: node, left: at - 1 };
  let left = at - 1;
  const replaced = Object.entries(node).map(([key, one]) => {
    if (left < 0) return [key, one as Json] as const;
    const inner = replaceAt(one as Json, left, value);
    left = inner.left;
    return [key, inner.result] as const;
  });
  const result = Array.isArray(node) ? replaced.map(([, one]) => one) : Object.fromEntries(replaced);
  return { result, left };
}

/**
 * A payload that has whatever is asked of it: each field is made up when it is read first, an object, a list or a
 * hostile value, and stays as it is. The same seed gives the same payload to the same reader.
 */
export function hostilePayload(seed: number): Json {
  const next = randomNumbers(seed);
  const objectOf = (depth: number): Json => {
    const known = new Map<string, Json>();
    const target: Record<string, Json> = {};
    // safe: a record of JSON to whoever reads it
    return new Proxy(target, {
      get: (_target, key) => {
        if (typeof key === "symbol") return undefined;
        if (!known.has(key)) {
          const value = valueOf(depth + 1);
          known.set(key, value);
          Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
        }
        return known.get(key);
      },
    }) as Json;
  };
  const valueOf = (depth: number): Json => {
    const choice = next();
    if (depth < 8 && choice < 0.45) return objectOf(depth);
    if (depth < 8 && choice < 0.6)
      return Array.from({ length: Math.floor(next() * 3) }, () => valueOf(depth + 1));
    if (choice < 0.8) return plausible[Math.floor(next() * plausible.length)] ?? null;
    return hostileLeaves[Math.floor(next() * hostileLeaves.length)] ?? null;
  };
  return objectOf(0);
}

/** Values with which some rows go on to their next field. */
const plausible: readonly Json[] = [
  "1",
  "evt_1",
  "EUR",
  "jpy",
  "10.50",
  "2026-01-01T00:00:00Z",
  "https://example.com/a/b",
  "a@example.com",
  1,
  1050,
  10.5,
  1_767_225_600,
  true,
  "succeeded",
  "COMPLETED",
  "paid",
];

function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
