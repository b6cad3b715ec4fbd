import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formFields } from "./form-fields.ts";

const same = (text: string): void => {
  expect(formFields(text)).toEqual([...new URLSearchParams(text)]);
};

test.each([
  "",
  "?a=1",
  "??a=1",
  "&&a&=&=b&c==d&",
  "a+b=c+d%2B%20",
  "%f0%9f%93%A6=%zz%4%",
  "a=%ff%c3%28%ed%a0%80%00",
  "%EF%BB%BFa=%EF%BB%BF",
  "__proto__=1&ü=📦%20",
  "a=%%34%31",
])("%j is read as URLSearchParams reads it", (text) => {
  same(text);
});

test("and so is anything else", () => {
  const piece = fc.oneof(
    fc.constantFrom("%", "&", "=", "+", "?", "%2", "%C3%A9", "%f0%9f", "%93%a6", "%80", "%ef%bb%bf"),
    fc.string({ unit: "grapheme-ascii", maxLength: 4 }),
    fc.integer({ min: 0, max: 255 }).map((byte) => `%${byte.toString(16).padStart(2, "0")}`),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      same(pieces.join(""));
    }),
    { numRuns: 2_000 },
  );
});

test("text beyond ASCII stays itself beside an escape that is broken", () => {
  expect(formFields("ü%80=📦%")).toEqual([["ü\ufffd", "📦%"]]);
});
