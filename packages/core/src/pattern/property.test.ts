import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern, matches } from "./index.ts";
import { searchMatches } from "./search.ts";

const scalar = fc.constantFrom<unknown>(1, 1, 2);

/** Lists that often accept: a search for counterexamples needs events that nearly match. */
const values = fc.constantFrom<readonly unknown[]>(
  [1],
  [{ exists: true }],
  [{ exists: false }],
  [1, { exists: false }],
  [{ "anything-but": 1 }],
);

/** Two to four of a few paths that share arrays; path against path of one array decides. */
const pattern = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom("r", "r.a", "r.b", "r.c", "r.a.x", "r.a.y", "r.b.x", "s.a"), values),
    {
      selector: ([path]) => path,
      minLength: 2,
      maxLength: 4,
    },
  )
  .map((entries) => Object.fromEntries(entries));

/** Lists, lists in lists, and objects of `keys` in them. */
function nested(keys: readonly string[], member: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const object = fc.dictionary(fc.constantFrom(...keys), member, { minKeys: 1, maxKeys: 3 });
  const element = fc.oneof(
    object,
    object,
    object,
    scalar,
    fc.array(fc.oneof(object, scalar), { maxLength: 2 }),
  );
  return fc.oneof(object, scalar, fc.array(element, { maxLength: 3 }), fc.array(element, { maxLength: 3 }));
}

/** `spellings` are keys of the event itself; with "r.a" among them a path can be spelt in two ways. */
function eventOf(spellings: readonly string[]): fc.Arbitrary<object> {
  const item = nested(["a", "a", "b", "c"], fc.oneof(scalar, nested(["x", "y"], scalar)));
  return fc.dictionary(fc.constantFrom(...spellings), item, { minKeys: 1, maxKeys: 3 });
}

/** What event-ruler's own, backtracking algorithm says. */
function searched(spec: unknown, event: unknown): boolean {
  return compilePattern(spec).alternatives.some((one) => searchMatches(one, event, { steps: 0 }));
}

test.each([
  ["plain keys", ["r", "r", "s"]],
  ["dotted keys", ["r", "r.a", "r.b", "r.a.x", "s"]],
])("the tree evaluation agrees with event-ruler's search: %s", (_name, spellings) => {
  fc.assert(
    fc.property(pattern, eventOf(spellings), (spec, event) => {
      expect(matches(compilePattern(spec), event)).toBe(searched(spec, event));
    }),
    { numRuns: 3000 },
  );
});

test("$or agrees with the search as well", () => {
  fc.assert(
    fc.property(pattern, pattern, pattern, eventOf(["r", "s"]), (one, two, base, event) => {
      const spec = { ...base, $or: [one, two] };

      expect(matches(compilePattern(spec), event)).toBe(searched(spec, event));
    }),
    { numRuns: 1000 },
  );
});

test("any JSON gets an answer", () => {
  fc.assert(
    fc.property(pattern, fc.jsonValue({ maxDepth: 6 }), (spec, event) => {
      expect(typeof matches(compilePattern(spec), event)).toBe("boolean");
    }),
  );
});

test("an exact value matches that value alone, a prefix what starts with it", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, other) => {
      expect(matches(compilePattern({ a: [{ exactly: text }] }), { a: other })).toBe(text === other);
      expect(matches(compilePattern({ a: [{ prefix: text }] }), { a: other })).toBe(other.startsWith(text));
      expect(matches(compilePattern({ a: [{ prefix: text }] }), { a: text + other })).toBe(true);
    }),
  );
});

test("a wildcard agrees with the same regular expression", () => {
  const parts = fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  });
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 12 });
  fc.assert(
    fc.property(parts, fc.boolean(), text, (segments, isOpen, value) => {
      const wildcard = segments.join("*") + (isOpen ? "*" : "");
      const expression = new RegExp(`^${wildcard.replaceAll("*", ".*")}$`);

      expect(matches(compilePattern({ a: [{ wildcard }] }), { a: value })).toBe(expression.test(value));
    }),
    { numRuns: 1000 },
  );
});

test("case is ignored as toLowerCase sees it, for letters that keep their length", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("a", "B", "é", "Ж", "1") }), (text) => {
      const compiled = compilePattern({ a: [{ "equals-ignore-case": text }] });

      expect(matches(compiled, { a: text.toUpperCase() })).toBe(true);
      expect(matches(compiled, { a: text.toLowerCase() })).toBe(true);
      expect(matches(compiled, { a: `${text}x` })).toBe(false);
    }),
  );
});
