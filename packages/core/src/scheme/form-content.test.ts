import { expect, test } from "vitest";
import { inForm, sortedFormFields, unprovedField } from "./form-content.ts";

test.each([
  ["b=2&a=1", "a1b2"],
  ["B=2&a=1&_=3", "B2_3a1"],
  ["a=%C3%A9+%F0%9F%8E%AE&b=", "aé 🎮b"],
  ["", ""],
  ["a", "a"],
])("%s is signed as %s", (body, signed) => {
  expect(sortedFormFields(Buffer.from(body), { repeated: "all" })).toBe(signed);
});

test("a field that comes several times is sorted, and counts once where the provider says so", () => {
  expect(sortedFormFields(Buffer.from("a=2&a=1&a=2"), { repeated: "all" })).toBe("a1a2a2");
  expect(sortedFormFields(Buffer.from("a=2&a=1&a=2"), { repeated: "unique" })).toBe("a1a2");
});

test("a field named like a member of every object is a field", () => {
  expect(sortedFormFields(Buffer.from("__proto__=1&constructor=2"), { repeated: "all" })).toBe(
    "__proto__1constructor2",
  );
});

test.each([
  ['{"a":{"b":"c"}}', "c"],
  ["no JSON", undefined],
  ["", undefined],
])("a.b of %s", (body, value) => {
  expect(unprovedField(Buffer.from(body), "a.b")).toBe(value);
});

test.each([
  ["a=1&b=2", { values: ["1"] }],
  ["b=2", { reason: "header_missing" }],
  ["a=", { reason: "header_empty" }],
  ["a=1&a=1", { reason: "header_doubled" }],
])("the field a of %s", (body, reading) => {
  const request = { method: "POST", url: "https://a.example/", headers: {}, body: Buffer.from(body) };

  expect(inForm("a").read(request)).toEqual(reading);
});

test("a field is written among the others", () => {
  const draft = { headers: {}, url: "https://a.example/", body: Buffer.from("a=1&b=2") };

  expect(Buffer.from(inForm("a").write(draft, "é&").body).toString()).toBe("a=%C3%A9%26&b=2");
});
