import { describe, expect, test } from "vitest";
import { catalog, type DomainType, domainTypes } from "./catalog.ts";
import { fieldsSchema, type JsonSchema } from "./describe/json-schema.ts";
import { familyWords, typeWords } from "./describe/words.ts";

/** Words for what has happened that do not end on -ed, and names of states that everyone uses. */
const otherEndings =
  /(?:paid|sent|won|lost|read|left|overdue|processing|trial_ending|out_for_delivery|signed_in|signed_out)$/;

describe("families", () => {
  test.each(domainTypes)("%s says what has happened", (type) => {
    expect(type).toMatch(/ed$|_required$/.test(type) ? /./ : otherEndings);
  });

  test("no two types mean the same", () => {
    const said = domainTypes.map((type) => `${familyOf(type)}: ${typeWords(type)}`);

    expect(new Set(said).size).toBe(said.length);
  });

  test("a file is a family, and a family is a file", () => {
    const sentences = Map.groupBy(domainTypes, (type) => familyWords(type));
    const families = [...sentences.values()].map((types) => new Set(types.map(familyOf)));

    expect(families.filter((names) => names.size !== 1)).toEqual([]);
    expect(new Set(families.flatMap((names) => [...names])).size).toBe(families.length);
  });

  test.each(domainTypes)("%s calls things as all others do", (type) => {
    const misnamed = fieldsOf(type).filter(([path, schema]) => {
      const expected = kindsByName.find(([name]) => name.test(path))?.[1];
      return expected !== undefined && !exceptions.has(`${type} ${path}`) && kindOf(schema) !== expected;
    });

    expect(misnamed).toEqual([]);
  });

  test.each(domainTypes)("%s takes an event with only what it must have, and none with null", (type) => {
    const least = leastOf(fieldsSchema(type));
    const { validate } = catalog[type].schema["~standard"];
    const optional = Object.keys(catalog[type].schema.entries).filter((name) => !(name in least));

    expect(validate(least)).toEqual({ value: least, typed: true, issues: undefined });
    for (const name of optional) expect(validate({ ...least, [name]: null })).toHaveProperty("issues");
  });
});

function familyOf(type: DomainType): string {
  return type.slice(0, type.indexOf("."));
}

/** What the end of a field's name promises. */
const kindsByName: readonly (readonly [RegExp, string])[] = [
  [/Id$/, "id"],
  [/At$/, "RFC 3339 time"],
  [/(?:^|\.)(?:amount|fee|amount[A-Z]\w*|\w+Amount)$/, "amount in minor units"],
  [/(?:^|\.)currency$/, "ISO 4217 currency"],
  [/(?:Count|Seconds|Bytes)$/, "whole number"],
  [/(?:^|\.)is[A-Z]\w*$/, "boolean"],
  [/(?:Url|^url|Email|Name|Code|Message)$/, "string"],
  [/^metadata$/, "object"],
];

/** `Message-ID` is the header's own name, and what it holds may be longer than an id of ours. */
const exceptions: ReadonlySet<string> = new Set(
  domainTypes.filter((type) => type.startsWith("email.")).map((type) => `${type} messageId`),
);

function fieldsOf(type: DomainType): readonly (readonly [string, JsonSchema])[] {
  return inside(fieldsSchema(type), "");
}

function inside(
  { properties = {}, items }: JsonSchema,
  prefix: string,
): readonly (readonly [string, JsonSchema])[] {
  const here = Object.entries(properties).flatMap(([name, schema]) => [
    [`${prefix}${name}`, schema] as const,
    ...inside(schema, `${prefix}${name}.`),
  ]);
  return items === undefined ? here : [...here, ...inside(items, prefix)];
}

function kindOf({ title, type }: JsonSchema): string | undefined {
  return title ?? type;
}

const leastValues: Readonly<Record<string, unknown>> = {
  id: "1",
  "amount in minor units": 0,
  "ISO 4217 currency": "EUR",
  "RFC 3339 time": "2026-01-01T00:00:00Z",
  "whole number": 0,
  string: "",
  boolean: false,
  array: [],
};

/** The required fields alone. */
function leastOf({ properties = {}, required = [] }: JsonSchema): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    required.map((name) => [name, leastValues[kindOf(properties[name] ?? {}) ?? ""]]),
  );
}
