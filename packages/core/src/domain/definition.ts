import type { StandardSchemaV1 } from "@standard-schema/spec";

/** The schema of a domain event's fields: any synchronous Standard Schema of an object that can list its entries. */
export type DomainSchema = StandardSchemaV1<unknown, object> & {
  readonly entries: Readonly<Record<string, object>>;
};

/** One domain type: what it means, and what its fields are. */
export interface DomainDefinition<Schema extends DomainSchema = DomainSchema> {
  /** Raised when the fields change in a way that an old consumer would notice. */
  readonly version: number;
  /** One sentence for the documentation: when does it happen. */
  readonly description: string;
  readonly schema: Schema;
}

/** Returns a domain type's definition with the exact type of its schema. */
export function defineDomainEvent<Schema extends DomainSchema>(
  spec: Omit<DomainDefinition<Schema>, "version"> & { readonly version?: number },
): DomainDefinition<Schema> {
  return { version: spec.version ?? 1, description: spec.description, schema: spec.schema };
}
