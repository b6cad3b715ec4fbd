import { describe, expect, test } from "vitest";
import { compilePattern, matches, parsePattern } from "./index.ts";

/** Whether one list of values accepts `{"field": value}`. */
function accepts(values: readonly unknown[], value: unknown): boolean {
  return matches(compilePattern({ field: values }), { field: value });
}

/** The list of values, leaves that match, leaves that do not. */
type Row = readonly [values: readonly unknown[], yes: readonly unknown[], no: readonly unknown[]];

const rows: Readonly<Record<string, readonly Row[]>> = {
  exact: [
    [["paid"], ["paid"], ["Paid", "paid ", "", null, 0]],
    [[""], [""], [" ", null]],
    [
      [true, null],
      [true, null],
      [false, "true", "null", 0],
    ],
    [[300], [300, 3.0e2], [300.5, "300"]],
    [[0.1], [0.1], [0.10000001]],
    [["::1"], ["::1", "0:0:0:0:0:0:0:1"], ["::2"]],
    [["10.0.0.1"], ["10.0.0.1", "::ffff:a00:1"], ["10.0.0.2", "10.0.0.1 "]],
    [[{ exactly: "::1" }], ["::1"], ["0:0:0:0:0:0:0:1"]],
    [["999.0.0.1"], ["999.0.0.1"], ["999.0.0.2"]],
  ],
  prefix: [
    [[{ prefix: "us-" }], ["us-east-1", "us-"], ["eu-1", "US-east-1", "us", 5, null]],
    [[{ prefix: "" }], ["", "a"], [5, null]],
    [[{ prefix: { "equals-ignore-case": "EventB" } }], ["eventbridge", "EVENTB"], ["event", 1]],
  ],
  suffix: [
    [[{ suffix: ".png" }], ["a.png", ".png"], ["a.PNG", "png", null]],
    [[{ suffix: { "equals-ignore-case": ".png" } }], ["a.PnG"], ["a.jpg", "ng"]],
  ],
  "equals-ignore-case": [
    [[{ "equals-ignore-case": "alice" }], ["ALICE", "alice"], ["alice ", "al", null]],
    [[{ "equals-ignore-case": "straße" }], ["STRASSE", "straße", "StraSSe"], ["strase"]],
    [[{ suffix: { "equals-ignore-case": "ß" } }], ["gruSS", "gruß"], ["grus"]],
  ],
  "anything-but": [
    [[{ "anything-but": "a" }], ["b", "", 1, null, true], ["a"]],
    [[{ "anything-but": 1 }], [2, "1", null], [1, 1.0]],
    [[{ "anything-but": ["a", "b"] }], ["c"], ["a", "b"]],
    [[{ "anything-but": [1, 2] }], [3, "1"], [1, 2]],
    [[{ "anything-but": { prefix: "us-" } }], ["eu-1", 1, null], ["us-1"]],
    [[{ "anything-but": { suffix: [".a", ".b"] } }], ["x.c"], ["x.a", "x.b"]],
    [[{ "anything-but": { "equals-ignore-case": ["Aa"] } }], ["b"], ["AA"]],
    [[{ "anything-but": { wildcard: ["*/lib/*", "tmp*"] } }], ["/usr/bin"], ["/usr/lib/a", "tmp"]],
    [[{ "anything-but": "::1" }], ["0:0:0:0:0:0:0:1"], ["::1"]],
  ],
  numeric: [
    [[{ numeric: ["=", 3.018e2] }], [301.8], [301.80001, "301.8"]],
    [[{ numeric: ["<", 10] }], [9.999, -1e9], [10, null]],
    [[{ numeric: ["<=", 10] }], [10], [10.000001]],
    [[{ numeric: [">", 0, "<=", 5] }], [0.000001, 5], [0, 5.000001, true]],
    [[{ numeric: [">=", 1e20] }], [1e20, 1e300], [9.9e19]],
  ],
  cidr: [
    [[{ cidr: "10.0.0.0/24" }], ["10.0.0.0", "10.0.0.255"], ["10.0.1.0", "10.0.0", 10, "::a00:1"]],
    [[{ cidr: "10.0.0.77/24" }], ["10.0.0.1"], ["10.0.1.1"]],
    [[{ cidr: "128.0.0.0/1" }], ["255.1.2.3"], ["127.0.0.1", "256.0.0.1"]],
    [[{ cidr: "0.0.0.0/0" }], ["1.2.3.4"], ["::1", "x"]],
    [[{ cidr: "2001:db8::/33" }], ["2001:db8:7fff::1"], ["2001:db8:8000::1", "2001:db8", ":::"]],
  ],
  exists: [
    [[{ exists: true }], ["", 0, false, null, [1], [[null]]], [{}, [], [[]], [{ a: 1 }]]],
    [[{ exists: false }], [{}, [], { a: 1 }], ["", 0, null, [null]]],
  ],
  wildcard: [
    [[{ wildcard: "*" }], ["", "a"], [1, null]],
    [[{ wildcard: "a*b" }], ["ab", "a*b", "axxb"], ["a", "abx", "xab"]],
    [[{ wildcard: "ab*ba" }], ["abba", "abXba"], ["aba"]],
    [[{ wildcard: "*aab*" }], ["aaab"], ["aa"]],
    [[{ wildcard: "*a*b*c" }], ["abc", "xaxbxcc"], ["acb", "ab"]],
    [[{ wildcard: String.raw`\*\\*` }], [String.raw`*\ `], [String.raw`a\ `]],
    [[{ wildcard: "plain" }], ["plain"], ["plain1"]],
  ],
  lists: [
    [["a", { prefix: "b" }, { exists: false }], ["a", "bc", []], ["c"]],
    [
      ["a"],
      [
        ["a", "b"],
        [["b"], ["a"]],
      ],
      [["b"], [{ a: "a" }]],
    ],
  ],
};

describe.each(Object.entries(rows))("%s", (_operator, table) => {
  test.each(table)("%j matches %j and not %j", (values, yes, no) => {
    expect(yes.filter((value) => !accepts(values, value))).toEqual([]);
    expect(no.filter((value) => accepts(values, value))).toEqual([]);
  });
});

test("an operator does not match an absent field, except exists: false", () => {
  expect(matches(compilePattern({ a: [{ "anything-but": "x" }] }), {})).toBe(false);
  expect(matches(compilePattern({ a: [{ exists: true }] }), {})).toBe(false);
  expect(matches(compilePattern({ a: [null] }), {})).toBe(false);
  expect(matches(compilePattern({ a: [{ exists: false }] }), {})).toBe(true);
});

test("numbers of a pattern's text match by value, however they are written", () => {
  const pattern = parsePattern('{"a": [3.00e2, 12345678901234567890]}');

  expect(matches(pattern, { a: 300 })).toBe(true);
  expect(matches(pattern, JSON.parse('{"a": 12345678901234567890}'))).toBe(true);
  expect(matches(pattern, { a: 301 })).toBe(false);
});
