import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hasLongNumber } from "./long-number.ts";

const sixteen = "1234567890123456";

test.each([":", "[", ",", "-", " ", "\n", "\r", "\t"])("a long number is found after %j", (before) => {
  for (let shift = 0; shift < 40; shift++) {
    expect(hasLongNumber(`${"x".repeat(shift)}${before}${sixteen}`)).toBe(true);
  }
});

test.each([
  ["fifteen digits", '{"id":123456789012345}'],
  ["the digits of a text", '{"id":"1234567890123456"}'],
  ["a fraction", '{"rate":0.12345678901234567890}'],
  ["the end of an id", '{"id":"evt_00000000000000000000000000000001"}'],
  ["the very start", sixteen],
  ["nothing", ""],
])("%s is none", (_kind, text) => {
  expect(hasLongNumber(text)).toBe(false);
});

test("one behind many others is found", () => {
  expect(hasLongNumber(`${'"12345678901234567890":123456789012345,'.repeat(50)} ${sixteen}`)).toBe(true);
});

test("it finds what a regular expression finds, wherever it lies", () => {
  const piece = fc.oneof(
    fc.constantFrom(":", "[", ",", "-", " ", "\n", '"', ".", "e", "x", "ü"),
    fc.string({ unit: fc.constantFrom("0", "1", "9"), maxLength: 20 }),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");

      expect(hasLongNumber(text)).toBe(/[:[,\s-][0-9]{16}/.test(text));
    }),
    { numRuns: 1_000 },
  );
});
