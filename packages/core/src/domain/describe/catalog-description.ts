import { catalog, type DomainType, dataSchemaOf, domainTypes } from "../catalog.ts";
import { fieldsSchema, type JsonSchema } from "./json-schema.ts";
import { type DescribedProvider, type Producer, producersOf, speaksOurWords } from "./producer.ts";
import { familyWords, typeWords } from "./words.ts";

/** The catalog as documentation sees it. */
export interface CatalogDescription {
  readonly families: readonly FamilyDescription[];
  /** The providers that take the domain's own words for their types and so can give every type. */
  readonly speakers: readonly DescribedProvider[];
}

/** One family: what is before the dot. */
export interface FamilyDescription {
  /** `payment`. */
  readonly name: string;
  readonly description: string;
  readonly types: readonly TypeDescription[];
}

/** One domain type. */
export interface TypeDescription {
  readonly type: DomainType;
  readonly version: number;
  readonly dataschema: string;
  readonly description: string;
  /** The fields, without `original`. */
  readonly fields: JsonSchema;
  /** The providers whose own types become it, by name; without those that can give every type. */
  readonly producers: readonly Producer[];
}

/**
 * Describes the domain types from their definitions, and who can give them from the providers' mappings. `isWanted`
 * leaves out types, and families that have none left.
 *
 * @example describeCatalog(Object.values(providers), (type) => type.startsWith("payment."));
 */
export function describeCatalog(
  providers: readonly DescribedProvider[],
  isWanted: (type: DomainType) => boolean = () => true,
): CatalogDescription {
  const speakers = providers.filter(speaksOurWords);
  const producers = producersOf(providers.filter((provider) => !speakers.includes(provider)));
  const types = domainTypes.filter(isWanted).map((type) => ({
    type,
    version: catalog[type].version,
    dataschema: dataSchemaOf(type),
    description: typeWords(type),
    fields: fieldsSchema(type),
    producers: producers.get(type) ?? [],
  }));
  const families = [...Map.groupBy(types, ({ type }) => familyName(type))].map(([name, members]) => ({
    name,
    description: members.map(({ type }) => familyWords(type))[0] ?? "",
    types: members,
  }));
  return { families, speakers };
}

function familyName(type: DomainType): string {
  return type.slice(0, type.indexOf("."));
}
