import { describe, expect, test } from "vitest";
import { compilePattern, countMatch, limits, matches, parsePattern } from "./index.ts";

function steps(pattern: unknown, event: unknown): number {
  return countMatch(compilePattern(pattern), event).steps;
}

function nest(levels: number, inner: unknown): unknown {
  let value = inner;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

/** Twice the event may cost at most about twice the steps. */
const hostile: Readonly<Record<string, { pattern: unknown; event: (size: number) => unknown }>> = {
  "two fields in many elements": {
    pattern: { a: { x: [1], y: [2] } },
    event: (size) => ({ a: Array.from({ length: size }, (_, i) => (i % 2 === 0 ? { x: 1 } : { y: 2 })) }),
  },
  "six fields, each found in many elements": {
    pattern: { a: { b: [1], c: [1], d: [1], e: [1], f: [1], g: [{ exists: false }] } },
    event: (size) => ({ a: Array.from({ length: size }, (_, i) => ({ ["bcdefg"[i % 6] ?? ""]: 1 })) }),
  },
  "arrays in arrays in arrays": {
    pattern: { a: { b: { c: [1], d: [2] }, e: [3] } },
    event: (size) => ({
      a: Array.from({ length: size }, () => ({ b: Array.from({ length: 20 }, () => ({ c: 1 })), e: 3 })),
    }),
  },
  "deep arrays that carry a scalar at each level": {
    pattern: { a: ["s"], "a.b": ["x"], "a.c": [{ exists: false }] },
    event: (size) => {
      let value: unknown = { b: "y" };
      for (let level = 0; level < size / 2; level += 1) value = ["s", value, { b: "z" }];
      return { a: value };
    },
  },
  "absence asked at every level": {
    pattern: { a: { b: [{ exists: false }, 1], c: [{ exists: false }, 1], d: [2] } },
    event: (size) => ({ a: nest(size / 2, [...Array.from({ length: size }, () => ({ e: 1 })), { c: 1 }]) }),
  },
  "many keys with dots": {
    pattern: { a: { b: { c: [1] } } },
    event: (size) => Object.fromEntries(Array.from({ length: size }, (_, i) => [`a.b.x${i}`, 1])),
  },
  "a wildcard that almost matches everywhere": {
    pattern: { a: [{ wildcard: `*${"a".repeat(50)}b*` }] },
    event: (size) => ({ a: "a".repeat(size * 10) }),
  },
  "alternatives over one array": {
    pattern: { a: { k: [1], $or: [{ b: [1] }, { c: [1] }, { d: [1] }, { e: [1] }] } },
    event: (size) => ({ a: Array.from({ length: size }, (_, i) => ({ ["kbcde"[i % 5] ?? ""]: 1 })) }),
  },
};

test.each(Object.entries(hostile))(
  "work grows with the event, not faster: %s",
  (_name, { pattern, event }) => {
    const once = steps(pattern, event(800));
    const twice = steps(pattern, event(1600));

    expect(once).toBeGreaterThan(300);
    expect(twice / once).toBeLessThan(2.2);
  },
);

test("a search through an event that spells paths in two ways ends at its limit", () => {
  const fields = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`f${i}`, [1]]));
  const side = (from: number) => Array.from({ length: 200 }, (_, i) => ({ [`f${from + (i % 4)}`]: 1 }));
  const event = { "a.b": side(0), a: { b: side(4) }, "a.b.f0": side(0) };

  expect(steps({ a: { b: fields } }, event)).toBeLessThan(2 * limits.maxSearchSteps);
});

describe("hostile events", () => {
  test.each([10_000, 100_000])("%d levels of nesting get an answer", (levels) => {
    const pattern = compilePattern({ a: ["x"], "a.b": ["x"], c: { d: ["x"] }, e: [{ exists: false }] });
    let objects: unknown = {};
    for (let level = 0; level < levels; level += 1) objects = { d: objects };

    expect(matches(pattern, { a: nest(levels, ["x", { b: "x" }]), c: objects, e: nest(levels, []) })).toBe(
      false,
    );
  });

  test("arrays are followed to the limit and not further", () => {
    const pattern = compilePattern({ a: { b: ["x"], c: [{ exists: false }] } });

    expect(matches(pattern, { a: nest(limits.maxEventNesting, { b: "x" }) })).toBe(true);
    expect(matches(pattern, { a: nest(limits.maxEventNesting + 1, { b: "x" }) })).toBe(false);
  });

  test("names of Object.prototype are only what the event says", () => {
    const proto = parsePattern('{"__proto__": {"a": ["x"]}}');

    expect(matches(proto, JSON.parse('{"__proto__": {"a": "x"}}'))).toBe(true);
    expect(matches(proto, { a: "x" })).toBe(false);
    expect(matches(compilePattern({ constructor: { name: ["Object"] } }), {})).toBe(false);
    expect(matches(compilePattern({ toString: [{ exists: false }] }), {})).toBe(true);
  });

  test.each([null, undefined, "x", 1, [{ a: "x" }], () => "x", 10n, Symbol("x")])(
    "what is not an object does not match: %s",
    (event) => {
      expect(matches(compilePattern({ a: ["x", { exists: false }] }), event)).toBe(false);
    },
  );

  test("a value that is not JSON is not a leaf", () => {
    expect(matches(compilePattern({ a: [{ exists: false }] }), { a: undefined })).toBe(true);
    expect(matches(compilePattern({ a: [{ exists: true }] }), { a: [10n, () => 1] })).toBe(false);
  });
});
