import { expect, test } from "vitest";
import { compilePattern, explain } from "./index.ts";

function paths(pattern: unknown, event: unknown): readonly string[] {
  return explain(compilePattern(pattern), event).map(({ path }) => path);
}

test("explains nothing when the event matches", () => {
  expect(paths({ a: [1] }, { a: 1 })).toEqual([]);
});

test("names the paths that do not match, and what was wanted, but no value of the event", () => {
  const pattern = { a: [1], b: { c: [{ prefix: "us-" }, "eu"] }, d: [{ exists: false }], e: [1] };

  expect(explain(compilePattern(pattern), { a: 1, b: { c: "secret" }, d: 1 })).toEqual([
    { path: "b.c", reason: 'no value here matches; wanted: prefix "us-" or "eu"' },
    { path: "d", reason: "the event has a value here; wanted: none" },
    { path: "e", reason: "the event has no value here; wanted: 1" },
  ]);
});

test("explains the alternative of $or that comes closest", () => {
  const pattern = {
    $or: [
      { a: [1], b: [2] },
      { c: [3], d: [4] },
    ],
  };

  expect(paths(pattern, { c: 3 })).toEqual(["d"]);
});

test("names the fields that no single array element has", () => {
  const pattern = { type: ["t"], items: { a: [1], b: [2] } };

  expect(paths(pattern, { type: "t", items: [{ a: 1 }, { b: 2 }] })).toEqual(["items.a", "items.b"]);
});
