import { expect, test } from "vitest";
import { printable, printableJson, printableLines } from "./printable.ts";

test.each([
  ["plain ünicode 支払い 👩‍💻", "plain ünicode 支払い 👩‍💻"],
  ["\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
  ["\r\u0000\u007f\u0085", "\\u000d\\u0000\\u007f\\u0085"],
  ["a\nb\tc", "a\\nb c"],
  ["\u202edlrow\u2066", "\\u202edlrow\\u2066"],
  ["\u2028\ufeff", "\\u2028\\ufeff"],
])("%j is shown as %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("lines stay lines", () => {
  expect(printableLines("a\nb\u001b")).toBe("a\nb\\u001b");
});

test.each([0, 2])("JSON with indent %i is safe to show and the same JSON", (indent) => {
  const value = { "a\u009b": ["\u001b[2J", "\u202e", "line\nline", { b: 1.5, c: null }] };

  const text = printableJson(value, indent);

  expect(["\u001b", "\u009b", "\u202e"].filter((character) => text.includes(character))).toEqual([]);
  expect(JSON.parse(text)).toEqual(value);
});

test("no value is null", () => {
  expect(printableJson(undefined)).toBe("null");
});
