import { describe, expect, test } from "vitest";
import { jsonFields, readOnce } from "./read-once.ts";

describe("readOnce", () => {
  test("reads a payload once, and another one again", () => {
    const seen: unknown[] = [];
    const read = readOnce((payload) => {
      seen.push(payload);
      return { number: seen.length };
    });
    const [one, other] = [{ a: 1 }, { a: 1 }];

    expect([read(one), read(one), read(other)]).toEqual([{ number: 1 }, { number: 1 }, { number: 2 }]);
    expect(seen).toEqual([one, other]);
  });

  test.each([[null], ["text"], [7], [true]])("has no fields for %j", (payload) => {
    expect(readOnce(() => ({ never: true }))(payload)).toEqual({});
  });
});

test.each([
  ['{"a":1}', { a: 1 }],
  ["{broken", {}],
  ["hello", {}],
  ["[1]", {}],
  ["", {}],
])("jsonFields reads %j as %j", (text, expected) => {
  expect(jsonFields(text)).toEqual(expected);
});
