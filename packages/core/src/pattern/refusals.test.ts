import { describe, expect, test } from "vitest";
import { compilePattern, limits, PatternError, parsePattern } from "./index.ts";

function refusal(compile: () => unknown): PatternError {
  try {
    compile();
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error("the pattern was accepted");
}

const refused: readonly (readonly [pattern: unknown, path: string])[] = [
  [null, ""],
  [["a"], ""],
  ["text", ""],
  [{}, ""],
  [{ a: {} }, "a"],
  [{ a: "x" }, "a"],
  [{ a: { b: 1 } }, "a.b"],
  [{ a: [] }, "a"],
  [{ a: [["x"]] }, "a[0]"],
  [{ a: ["x", undefined] }, "a[1]"],
  [{ a: [Number.NaN] }, "a[0]"],
  [{ a: [{}] }, "a[0]"],
  [{ a: [{ prefix: "x", suffix: "y" }] }, "a[0]"],
  [{ a: [{ Prefix: "x" }] }, "a[0].Prefix"],
  [{ a: [{ prefix: 1 }] }, "a[0].prefix"],
  [{ a: [{ prefix: ["x"] }] }, "a[0].prefix"],
  [{ a: [{ suffix: { wildcard: "x" } }] }, "a[0].suffix"],
  [{ a: [{ suffix: { "equals-ignore-case": 1 } }] }, "a[0].suffix.equals-ignore-case"],
  [{ a: [{ "equals-ignore-case": ["x"] }] }, "a[0].equals-ignore-case"],
  [{ a: [{ exists: "true" }] }, "a[0].exists"],
  [{ a: [{ exists: null }] }, "a[0].exists"],
  [{ a: [{ exactly: 1 }] }, "a[0].exactly"],
  [{ a: [{ "anything-but": null }] }, "a[0].anything-but"],
  [{ a: [{ "anything-but": [] }] }, "a[0].anything-but"],
  [{ a: [{ "anything-but": ["x", 1] }] }, "a[0].anything-but[1]"],
  [{ a: [{ "anything-but": ["x", true] }] }, "a[0].anything-but[1]"],
  [{ a: [{ "anything-but": {} }] }, "a[0].anything-but"],
  [{ a: [{ "anything-but": { numeric: ["=", 1] } }] }, "a[0].anything-but"],
  [{ a: [{ "anything-but": { prefix: "" } }] }, "a[0].anything-but.prefix"],
  [{ a: [{ "anything-but": { suffix: ["x", 1] } }] }, "a[0].anything-but.suffix[1]"],
  [{ a: [{ "anything-but": { prefix: [] } }] }, "a[0].anything-but.prefix"],
  [{ a: [{ "anything-but": { wildcard: "a**" } }] }, "a[0].anything-but.wildcard"],
  [{ a: [{ wildcard: "a**b" }] }, "a[0].wildcard"],
  [{ a: [{ wildcard: String.raw`a\b` }] }, "a[0].wildcard"],
  [{ a: [{ wildcard: "a\\" }] }, "a[0].wildcard"],
  [{ a: [{ wildcard: "*1*2*3*4*5*" }] }, "a[0].wildcard"],
  [{ data: { amount: [{ numeric: 5 }] } }, "data.amount[0].numeric"],
  [{ a: [{ numeric: [] }] }, "a[0].numeric[0]"],
  [{ a: [{ numeric: ["=="] }] }, "a[0].numeric[0]"],
  [{ a: [{ numeric: ["="] }] }, "a[0].numeric[1]"],
  [{ a: [{ numeric: ["=", "1"] }] }, "a[0].numeric[1]"],
  [{ a: [{ numeric: ["<", 5, ">", 0] }] }, "a[0].numeric"],
  [{ a: [{ numeric: [">", 0, ">", 5] }] }, "a[0].numeric[2]"],
  [{ a: [{ numeric: [">", 0, "<"] }] }, "a[0].numeric[3]"],
  [{ a: [{ numeric: [">", 0, "<", 5, "<"] }] }, "a[0].numeric[4]"],
  [{ a: [{ numeric: [">", 5, "<", 5] }] }, "a[0].numeric"],
  [{ a: [{ cidr: 1 }] }, "a[0].cidr"],
  [{ a: [{ cidr: "10.0.0.0" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "10.0.0.0/x" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "10.0.0.0/32" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "10.0.0.0/-1" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "10.0.0/8" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "::1::/64" }] }, "a[0].cidr"],
  [{ a: [{ cidr: "::/128" }] }, "a[0].cidr"],
  [{ $or: "x" }, "$or"],
  [{ $or: [{ a: ["x"] }] }, "$or"],
  [{ $or: [{ a: ["x"] }, ["y"]] }, "$or[1]"],
  [{ $or: [{ a: ["x"] }, {}] }, "$or[1]"],
  [{ d: { $or: [{ a: ["x"] }, { prefix: ["y"] }] } }, "d.$or[1].prefix"],
];

test.each(refused)("refuses %j and names the place", (pattern, path) => {
  const error = refusal(() => compilePattern(pattern));

  expect(error).toMatchObject({ name: "PatternError", code: "pattern_invalid", path });
});

describe("text", () => {
  test.each(["", "{", '{"a": ["x"]} {}', '{"a": ["x",]}', '{"a": ["\\d"]}'])("refuses %j", (text) => {
    expect(refusal(() => parsePattern(text)).path).toBe("");
  });

  test.each(["1e400", "1e-400", "9007199254740993"])(
    "refuses to compare %s, which no double holds",
    (number) => {
      const error = refusal(() => parsePattern(`{"a": [{"numeric": ["=", ${number}]}]}`));

      expect(error.path).toBe("a[0].numeric[1]");
    },
  );

  test("reads any JSON", () => {
    const text = ' { "a\\"b" : [ "\\u00e9\\\\" , -1.50E+2 , null , true ] ,\n"c":{"d":[{"exists":false}]} } ';

    expect(parsePattern(text).fields.map(({ path }) => path)).toEqual(['a"b', "c.d"]);
  });
});

describe("limits", () => {
  test("a pattern has a length", () => {
    const pattern = (length: number) => ({ a: ["x".repeat(length - '{"a":[""]}'.length)] });

    expect(() => compilePattern(pattern(limits.maxPatternCharacters))).not.toThrow();
    expect(refusal(() => compilePattern(pattern(limits.maxPatternCharacters + 1))).path).toBe("");
    expect(refusal(() => parsePattern(" ".repeat(limits.maxPatternCharacters + 1))).path).toBe("");
  });

  test("$or arrays multiply to at most a thousand combinations", () => {
    const branches = (count: number) => Array.from({ length: count }, (_, index) => ({ [`f${index}`]: [1] }));
    const pattern = (last: number) => ({
      $or: branches(10),
      a: { $or: branches(10) },
      b: { $or: branches(last) },
    });

    expect(compilePattern(pattern(10)).alternatives).toHaveLength(1000);
    expect(refusal(() => compilePattern(pattern(11))).path).toBe("");
  });

  test("a pattern is not nested without end", () => {
    const nested = '{"a":'.repeat(limits.maxDepth + 1) + '["x"]' + "}".repeat(limits.maxDepth + 1);
    const dotted = { [Array.from({ length: limits.maxDepth + 1 }, () => "a").join(".")]: ["x"] };
    const cyclic: Record<string, unknown> = {};
    Object.assign(cyclic, { first: cyclic, second: cyclic });

    expect(() => parsePattern(nested)).toThrow(PatternError);
    expect(() => compilePattern(JSON.parse(nested))).toThrow(PatternError);
    expect(() => compilePattern(dotted)).toThrow(PatternError);
    expect(() => compilePattern(cyclic)).toThrow(PatternError);
  });
});
