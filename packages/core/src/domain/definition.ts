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
  /** One sentence for the documentation: what the whole family is about. */
  readonly family: string;
  readonly schema: Schema;
}

/** How a domain type is written down inside its family. The version is 1 where none is given. */
interface DomainSpec {
  readonly version?: number;
  readonly description: string;
  readonly schema: DomainSchema;
}

/**
 * The types of one family, each with the exact type of its schema. The first field is the id of what the events are
 * about.
 *
 * @example
 * export const parcelEvents = defineFamily("Things in the post.", {
 *   "parcel.lost": { description: "Nobody knows where it is.", schema: shape({ parcelId: id, city: maybe(text) }) },
 * });
 */
export function defineFamily<const Specs extends Readonly<Record<string, DomainSpec>>>(
  family: string,
  specs: Specs,
): { readonly [Type in keyof Specs]: DomainDefinition<Specs[Type]["schema"]> } {
  const definitions = Object.entries(specs).map(([type, spec]) => [type, { version: 1, ...spec, family }]);
  // safe: the entries are those of `specs`, key by key
  return Object.fromEntries(definitions) as {
    [Type in keyof Specs]: DomainDefinition<Specs[Type]["schema"]>;
  };
}
