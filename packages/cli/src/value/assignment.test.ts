import { expect, test } from "vitest";
import { parseAssignment } from "./assignment.ts";
import { shellWord } from "./shell-word.ts";

test.each([
  ["a.b=12", "a.b", 12],
  ["a=true", "a", true],
  ["a=null", "a", null],
  ['a={"b":[1]}', "a", { b: [1] }],
  ['a="12"', "a", "12"],
  ["a=text", "a", "text"],
  ["a=", "a", ""],
  ["a=x=y", "a", "x=y"],
  ["a=007", "a", "007"],
])("%s sets %s to %j", (text, path, value) => {
  expect(parseAssignment(text)).toEqual({ path, value });
});

test.each(["", "a", "=1", "a..b=1", ".a=1", "a.=1", "a.__proto__.b=1"])("%j is refused", (text) => {
  expect(parseAssignment(text)).toBeUndefined();
});

test.each([
  ["plain-word_1.2:3/4", "plain-word_1.2:3/4"],
  ["payment.*", "'payment.*'"],
  ["it's", `'it'\\''s'`],
  ["", "''"],
])("%j is the shell word %s", (text, word) => {
  expect(shellWord(text)).toBe(word);
});
