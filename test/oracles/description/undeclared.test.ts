import { expect, test } from "vitest";
import { type JsonSchema, undeclaredFields } from "./undeclared.ts";

const itself = (schema: JsonSchema): JsonSchema => schema;

test("a field that no schema names is found, in objects and lists within too", () => {
  const schema = {
    allOf: [{ properties: { id: {} } }, { properties: { hooks: { items: { properties: { url: {} } } } } }],
  };

  const found = undeclaredFields({ id: 1, name: "x", hooks: [{ url: "u" }, { uri: "u" }] }, schema, itself);

  expect(found).toEqual(["/name", "/hooks/1/uri"]);
});

test("where a schema names none, or says what others are, all are named", () => {
  const schema = { properties: { data: {}, headers: { properties: {}, additionalProperties: {} } } };

  expect(undeclaredFields({ data: { any: 1 }, headers: { any: 1 } }, schema, itself)).toEqual([]);
});
