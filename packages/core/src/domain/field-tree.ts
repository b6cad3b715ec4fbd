import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { DomainSchema } from "./definition.ts";

/** One field of a domain event, as checks and documentation see it. */
export interface FieldNode {
  /** What a value must be; for a list, what each element must be. */
  readonly schema: StandardSchemaV1;
  /** The schema library's word for the value: `string`, `number`, `boolean`, `picklist`, `object`, `record`. */
  readonly kind: string;
  readonly isOptional: boolean;
  readonly isList: boolean;
  /** The fields inside, where it is an object with named ones. */
  readonly fields?: FieldTree;
  /** Any key may be inside. */
  readonly isOpen: boolean;
}

/** The fields of an object, by name. */
export type FieldTree = Readonly<Record<string, FieldNode>>;

/** The fields of a domain event's schema, with those inside them. */
export function fieldTree({ entries }: Pick<DomainSchema, "entries">): FieldTree {
  return Object.fromEntries(Object.entries(entries).map(([name, schema]) => [name, fieldNode(schema)]));
}

/** Every field of a tree by its dotted path, those inside after their own: `items`, `items.sku`. */
export function fieldPaths(tree: FieldTree, prefix = ""): readonly string[] {
  return Object.entries(tree).flatMap(([name, { fields }]) => [
    `${prefix}${name}`,
    ...(fields === undefined ? [] : fieldPaths(fields, `${prefix}${name}.`)),
  ]);
}

/** The parts of a valibot schema that say what is inside; another library's schema has none and is a plain value. */
interface SchemaParts {
  readonly type?: string;
  readonly entries?: DomainSchema["entries"];
  readonly wrapped?: object;
  readonly item?: object;
}

function fieldNode(schema: object): FieldNode {
  const parts: SchemaParts = schema;
  if (parts.wrapped !== undefined) return { ...fieldNode(parts.wrapped), isOptional: true };
  if (parts.item !== undefined) return { ...fieldNode(parts.item), isOptional: false, isList: true };
  return {
    schema: schema as StandardSchemaV1, // safe: entries of a Standard Schema object are Standard Schemas
    kind: parts.type ?? "unknown",
    isOptional: false,
    isList: false,
    isOpen: parts.type === "record" || parts.type === undefined,
    ...(parts.entries !== undefined && { fields: fieldTree({ entries: parts.entries }) }),
  };
}
