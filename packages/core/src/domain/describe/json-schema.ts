import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { catalog, type DomainType } from "../catalog.ts";
import { fieldWords } from "./words.ts";

/** A JSON Schema (draft 7), as far as the domain's fields need one. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema;
}

/** The JSON Schema of a domain type's fields, with what each means, without `original`. */
export function fieldsSchema(type: DomainType): JsonSchema {
  return withWords(jsonSchema(catalog[type].schema), fieldWords(type), "");
}

/** `path`: of the fields inside, `items[].`. */
function withWords(schema: JsonSchema, words: Readonly<Record<string, string>>, path: string): JsonSchema {
  const { properties, items } = schema;
  if (items !== undefined) return { ...schema, items: withWords(items, words, path.replace(/\.$/, "[].")) };
  if (properties === undefined) return schema;
  const described = Object.entries(properties).map(([name, field]) => {
    const inside = withWords(field, words, `${path}${name}.`);
    const description = words[`${path}${name}`];
    return [name, description === undefined ? inside : { ...inside, description }];
  });
  return { ...schema, properties: Object.fromEntries(described) };
}

/**
 * The JSON Schema of a schema that `field.ts` could have made. It does not forbid further fields: one that is added
 * later raises no version, and an old schema must not refuse it. Throws when the schema holds something that JSON
 * Schema cannot say.
 */
export function jsonSchema(schema: GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: "throw" });
  // safe: what field.ts makes gives these keywords only; the tests look at every type
  return rest as JsonSchema;
}

/** The JSON Schema of an event's `data`: the fields, and the provider's payload beside them. */
export function dataSchema({ properties = {}, required = [], ...rest }: JsonSchema): JsonSchema {
  return {
    ...rest,
    properties: { ...properties, original: { description: "The provider's payload, as it came." } },
    required: [...required, "original"],
  };
}
