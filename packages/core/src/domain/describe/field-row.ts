import type { TypeDescription } from "./catalog-description.ts";
import type { JsonSchema } from "./json-schema.ts";

/** One field of a family, for a table. */
export interface FieldRow {
  /** With what it is in: `items[].sku`, `host.email`. */
  readonly path: string;
  readonly kind: FieldKind;
  /** Whether it is there each time; else where the provider says. */
  readonly isAlways: boolean;
  readonly description: string | undefined;
  /** The types that have it, where few do; empty when all of the family do. */
  readonly only: readonly string[];
  /** The types that do not have it, where most do. */
  readonly except: readonly string[];
}

/** What a value is, in words, or which words it may be. */
export interface FieldKind {
  readonly name: string;
  readonly words?: readonly string[];
}

/**
 * The fields of a family's types, each once: a field that is alike in several types is one row, in the order in which
 * the types first name it.
 */
export function fieldRows(types: readonly Pick<TypeDescription, "type" | "fields">[]): readonly FieldRow[] {
  const found = new Map<string, { readonly row: Row; readonly having: ReadonlySet<string> }>();
  for (const { type, fields } of types) {
    for (const row of rowsOf(fields, "")) {
      const key = JSON.stringify(row);
      found.set(key, { row, having: new Set(found.get(key)?.having).add(type) });
    }
  }
  return [...found.values()].map(({ row, having }) => {
    const without = types.map(({ type }) => type).filter((type) => !having.has(type));
    const isRare = having.size <= without.length;
    return { ...row, only: isRare ? [...having] : [], except: isRare ? [] : without };
  });
}

type Row = Omit<FieldRow, "only" | "except">;

function rowsOf({ properties = {}, required = [] }: JsonSchema, prefix: string): readonly Row[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${prefix}${name}`;
    const { description } = schema;
    const row = { path, kind: kindOf(schema), isAlways: required.includes(name), description };
    const inside = schema.items ?? schema;
    return [row, ...rowsOf(inside, schema.items === undefined ? `${path}.` : `${path}[].`)];
  });
}

function kindOf(schema: JsonSchema): FieldKind {
  if (schema.items !== undefined) return { name: `list of ${plural(kindOf(schema.items))}` };
  if (schema.enum !== undefined) return { name: "word", words: schema.enum };
  if (schema.title !== undefined) return { name: schema.title };
  if (schema.additionalProperties !== undefined) return { name: "texts by name" };
  return { name: plainKinds[schema.type ?? ""] ?? "anything" };
}

const plainKinds: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  object: "object",
  number: "number",
  integer: "whole number",
};

function plural({ name, words }: FieldKind): string {
  return words === undefined ? `${name}s` : words.join(", ");
}
