import { Ajv } from "ajv";
import fc from "fast-check";
import { check, date, pipe, string, trim } from "valibot";
import { describe, expect, test } from "vitest";
import { catalog, type DomainType, domainTypes } from "../catalog.ts";
import { id, maybe, shape, text } from "../field.ts";
import { dataSchema, fieldsSchema, type JsonSchema, jsonSchema } from "./json-schema.ts";
import { familyWords, fieldWords } from "./words.ts";

const ajv = new Ajv({ strict: true, validateFormats: false });

/** Values of every kind, each at the edge of what a field takes. */
const values = fc.oneof(
  fc.constantFrom<unknown>("", "x", "x".repeat(512), "x".repeat(513), "EUR", "eur", "2026-01-01T00:00:00Z"),
  fc.constantFrom<unknown>("2026-02-30T00:00:00+01:00", "2026-01-01", "active", "paid", "permanent", "busy"),
  fc.constantFrom<unknown>(0, -1, 0.5, 2 ** 53 - 1, 2 ** 53, true, false, null, [], {}, ["x"], [1], {
    a: "b",
  }),
  fc.constantFrom<unknown>([{ quantity: 1 }], [{ quantity: -1 }], { a: 1 }, { email: "a@example.com" }, [{}]),
);

describe("fieldsSchema", () => {
  test.each<readonly [DomainType, readonly string[], string | undefined]>([
    ["payment.succeeded", ["amount"], "What is asked for; on `payment.succeeded` what was taken."],
    ["order.created", ["items", "unitAmount"], "What one costs, before discounts."],
    ["email.bounced", ["reason"], "What the server said."],
    ["email.failed", ["reason"], undefined],
  ])("%s says what %j means", (type, path, sentence) => {
    const field = path.reduce<JsonSchema | undefined>(
      (schema, name) => (schema?.items ?? schema)?.properties?.[name],
      fieldsSchema(type),
    );

    expect(field).toBeDefined();
    expect(field?.description).toBe(sentence);
  });

  test.each(domainTypes)("every sentence about a field of %s's family is about one that is there", (type) => {
    const family = domainTypes.filter((other) => familyWords(other) === familyWords(type));
    const said = new Set(family.flatMap((other) => describedPaths(fieldsSchema(other), "")));

    expect(Object.keys(fieldWords(type)).filter((path) => !said.has(path))).toEqual([]);
  });

  // Not quite one question: an empty list in place of an object, as PHP writes it, comes out as an empty object.
  test.each(domainTypes)("%s takes what the running schema gives and refuses what that refuses", (type) => {
    const byJsonSchema = ajv.compile(fieldsSchema(type));
    const { validate } = catalog[type].schema["~standard"];
    const names = Object.keys(catalog[type].schema.entries);

    const whole = fc.record(Object.fromEntries(names.map((name) => [name, goodOrBad(type, name)])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(whole, (value) => {
        const result = validate(value);
        if (result instanceof Promise) return false;
        return result.issues === undefined ? byJsonSchema(result.value) : !byJsonSchema(value);
      }),
      { numRuns: 60 },
    );
  });
});

function describedPaths({ properties = {}, items }: JsonSchema, path: string): readonly string[] {
  if (items !== undefined) return describedPaths(items, path.replace(/\.$/, "[]."));
  return Object.entries(properties).flatMap(([name, field]) => [
    ...(field.description === undefined ? [] : [`${path}${name}`]),
    ...describedPaths(field, `${path}${name}.`),
  ]);
}

/** Mostly a value that fits, so that whole events fit now and then. */
function goodOrBad(type: (typeof domainTypes)[number], name: string): fc.Arbitrary<unknown> {
  const { title, type: kind, enum: words } = fieldsSchema(type).properties?.[name] ?? {};
  const good = words?.[0] ?? goodValues[title ?? kind ?? ""];
  return fc.oneof({ arbitrary: fc.constant(good), weight: 30 }, { arbitrary: values, weight: 1 });
}

const goodValues: Readonly<Record<string, unknown>> = {
  id: "1",
  "amount in minor units": 100,
  "ISO 4217 currency": "EUR",
  "RFC 3339 time": "2026-01-01T00:00:00Z",
  "whole number": 2,
  string: "text",
  boolean: true,
  array: [],
  object: {},
};

test("dataSchema asks for the provider's payload as well, whatever it is", () => {
  const validate = ajv.compile(dataSchema(fieldsSchema("file.deleted")));

  expect(validate({ fileId: "1", original: null })).toBe(true);
  expect(validate({ fileId: "1", original: { any: ["thing"] }, addedLater: 1 })).toBe(true);
  expect(validate({ fileId: "1" })).toBe(false);
});

describe("jsonSchema", () => {
  test("says what a field is", () => {
    expect(jsonSchema(shape({ fileId: id, name: maybe(text) }))).toEqual({
      type: "object",
      properties: {
        fileId: { type: "string", minLength: 1, maxLength: 512, title: "id" },
        name: { type: "string" },
      },
      required: ["fileId"],
    });
  });

  test.each([
    ["a value that JSON has not", date()],
    ["a change of the value", pipe(string(), trim())],
    [
      "a rule in code",
      pipe(
        string(),
        check((value) => value !== "x"),
      ),
    ],
  ])("refuses %s", (_what, field) => {
    expect(() => jsonSchema(shape({ field }))).toThrow();
  });
});
