import { describe, expect, test } from "vitest";
import { compilePattern, matches, parsePattern } from "./index.ts";

function check(pattern: unknown, event: unknown): boolean {
  return matches(compilePattern(pattern), event);
}

describe("arrays", () => {
  const pattern = { items: { id: ["x"], price: [{ numeric: [">", 10] }] } };

  test("all fields come from one element", () => {
    expect(check(pattern, { items: [{ id: "x", price: 20 }] })).toBe(true);
    expect(
      check(pattern, {
        items: [
          { id: "x", price: 5 },
          { id: "y", price: 20 },
        ],
      }),
    ).toBe(false);
    expect(check(pattern, { items: [{ id: "y" }, { id: "x", price: 20 }] })).toBe(true);
  });

  test("arrays within arrays count as one choice each", () => {
    expect(check(pattern, { items: [[{ id: "x" }, { price: 20 }]] })).toBe(false);
    expect(check(pattern, { items: [[{ id: "y" }], [{ id: "x", price: 20 }]] })).toBe(true);
  });

  test("an inner array is chosen within the chosen outer element", () => {
    const nested = { a: { b: { c: [1] }, d: [2] } };

    expect(check(nested, { a: [{ b: [{ c: 0 }, { c: 1 }], d: 2 }] })).toBe(true);
    expect(
      check(nested, {
        a: [
          { b: [{ c: 1 }], d: 0 },
          { b: [{ c: 0 }], d: 2 },
        ],
      }),
    ).toBe(false);
  });

  test("arrays under different paths are chosen independently", () => {
    expect(check({ a: { x: [1] }, b: { y: [2] } }, { a: [{ x: 0 }, { x: 1 }], b: [{ y: 2 }] })).toBe(true);
  });

  test("a scalar in an array does not tie its siblings to an element, an inner array does", () => {
    const both = { a: ["s"], "a.b": [1] };

    expect(check(both, { a: ["s", { b: 1 }] })).toBe(true);
    expect(check(both, { a: [["s"], { b: 1 }] })).toBe(false);
    expect(check(both, { a: [["s", { b: 1 }]] })).toBe(true);
  });
});

describe("absence in arrays follows the order of paths, as in event-ruler", () => {
  test("a path after a found one may be absent from the chosen element only", () => {
    const pattern = { items: { id: ["x"], removed: [{ exists: false }] } };

    expect(check(pattern, { items: [{ id: "x" }, { id: "y", removed: 1 }] })).toBe(true);
    expect(check(pattern, { items: [{ id: "x", removed: 1 }, { id: "y" }] })).toBe(false);
  });

  test("a path before every found one must be absent from all elements", () => {
    const pattern = { items: { deleted: [{ exists: false }], id: ["x"] } };

    expect(check(pattern, { items: [{ id: "x" }, { id: "y", deleted: 1 }] })).toBe(false);
    expect(check(pattern, { items: [{ id: "x" }, { id: "y" }] })).toBe(true);
  });

  test("a path that may be absent, and is present somewhere, must match", () => {
    const pattern = { items: { a: ["ok", { exists: false }], id: ["x"] } };

    expect(check(pattern, { items: [{ id: "x" }, { a: "ok" }] })).toBe(false);
    expect(check(pattern, { items: [{ id: "x", a: "ok" }, { a: "no" }] })).toBe(true);
    expect(check(pattern, { items: [{ id: "x" }] })).toBe(true);
  });
});

describe("dotted keys", () => {
  test("equal nested keys, in the pattern and in the event", () => {
    const event = { a: { b: { c: 1 } } };

    expect(check({ "a.b": { c: [1] } }, event)).toBe(true);
    expect(check({ a: { "b.c": [1] } }, event)).toBe(true);
    expect(check({ a: { b: { c: [1] } } }, { "a.b": { c: 1 } })).toBe(true);
    expect(check({ a: { b: { c: [1] } } }, { "a.b.c": [0, 1] })).toBe(true);
    expect(check({ a: { b: { c: [1] } } }, { "a.b": { b: { c: 1 } } })).toBe(false);
  });

  test("a path that an event spells in two ways is found in either", () => {
    const event = { "a.b": [{ x: 1 }], a: { b: [{ y: 2 }, { x: 3 }] } };

    expect(check({ a: { b: { x: [1], y: [2] } } }, event)).toBe(true);
    expect(check({ a: { b: { x: [3], y: [2] } } }, event)).toBe(false);
    expect(check({ a: { b: { z: [{ exists: false }] } } }, event)).toBe(true);
  });

  test("empty keys are segments too", () => {
    expect(check({ a: { "": [1] } }, { "a.": 1 })).toBe(true);
    expect(check({ "": [1] }, { "": 1 })).toBe(true);
  });
});

describe("$or", () => {
  test("any branch may match, the fields beside it must", () => {
    const pattern = { source: ["s"], $or: [{ a: [1] }, { b: [2], c: [3] }] };

    expect(check(pattern, { source: "s", a: 1 })).toBe(true);
    expect(check(pattern, { source: "s", b: 2, c: 3 })).toBe(true);
    expect(check(pattern, { source: "s", b: 2 })).toBe(false);
    expect(check(pattern, { a: 1 })).toBe(false);
  });

  test("nests, and keeps the fields of an element together", () => {
    const pattern = { i: { k: ["x"], $or: [{ a: [1] }, { $or: [{ b: [2] }, { c: { d: [3] } }] }] } };

    expect(check(pattern, { i: [{ k: "x", c: [{ d: 3 }] }] })).toBe(true);
    expect(check(pattern, { i: [{ k: "x" }, { a: 1 }] })).toBe(false);
  });

  test("the later list of a path counts", () => {
    const outsideFirst = parsePattern('{"a": ["1"], "$or": [{"a": ["2"]}, {"b": ["3"]}]}');
    const orFirst = parsePattern('{"$or": [{"a": ["2"]}, {"b": ["3"]}], "a": ["1"]}');

    expect(matches(outsideFirst, { a: "2" })).toBe(true);
    expect(matches(outsideFirst, { a: "1" })).toBe(false);
    expect(matches(orFirst, { a: "2" })).toBe(false);
    expect(matches(orFirst, { a: "1" })).toBe(true);
    expect(matches(parsePattern('{"a": ["1"], "a": ["2"]}'), { a: "1" })).toBe(false);
  });
});
