import type { StandardSchemaV1 } from "@standard-schema/spec";

/** The schema of a domain event's fields: any synchronous Standard Schema of an object that can list its entries. */
export type DomainSchema = StandardSchemaV1<unknown, object> & {
  readonly entries: Readonly<Record<string, object>>;
};

/** One domain type: what its fields are. What it means is in its family's {@link FamilyWords}. */
export interface DomainDefinition<Schema extends DomainSchema = DomainSchema> {
  /** Raised when the fields change in a way that an old consumer would notice. */
  readonly version: number;
  readonly schema: Schema;
}

type Schemas = Readonly<Record<string, DomainSchema>>;

/** The types of a family, each with the exact type of its schema. */
type Family<Given extends Schemas> = {
  readonly [Type in keyof Given]: DomainDefinition<Given[Type]>;
};

/**
 * What a family and its types mean, for the documentation. Beside the schemas and not in them: a function that
 * normalises webhooks loads those, and none of this.
 */
export interface FamilyWords<Events extends Readonly<Record<string, DomainDefinition>>> {
  /** One sentence: what the whole family is about. */
  readonly family: string;
  /** One sentence a type: when does it happen. */
  readonly types: { readonly [Type in keyof Events]: string };
  /** What a field holds, where its name does not say it, by its path: `amount`, `host.email`, `items[].sku`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The same for a field that is something else in one type. */
  readonly fieldsOf?: { readonly [Type in keyof Events]?: Readonly<Record<string, string>> };
}

/**
 * The types of one family. The first field is the id of what the events are about. `versions` names those that are not 1.
 *
 * @example
 * export const parcelEvents = defineFamily({
 *   "parcel.lost": shape({ parcelId: id, city: maybe(text) }),
 * });
 *
 * export const parcelWords = {
 *   family: "Things in the post.",
 *   types: { "parcel.lost": "Nobody knows where it is." },
 *   fields: { city: "Where it was seen last." },
 * } satisfies FamilyWords<typeof parcelEvents>;
 */
export function defineFamily<const Given extends Schemas>(
  schemas: Given,
  versions: { readonly [Type in keyof Given]?: number } = {},
): Family<Given> {
  const definitions = Object.entries(schemas).map(([type, schema]) => [
    type,
    { version: versions[type] ?? 1, schema },
  ]);
  return Object.fromEntries(definitions) as Family<Given>; // safe: the entries are those of `schemas`, key by key
}
