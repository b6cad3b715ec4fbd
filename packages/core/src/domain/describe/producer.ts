import type { Provider } from "../../provider.ts";
import { type DomainType, domainTypes, isDomainType } from "../catalog.ts";
import type { DomainRow } from "../mapping.ts";
import { compareNames } from "./compare-names.ts";

/** What the documentation has to know of a provider. */
export type DescribedProvider = Pick<Provider, "id" | "name" | "domain">;

/** A provider that can give a domain type. */
export interface Producer {
  readonly provider: string;
  /** The name that its own documentation uses. */
  readonly name: string;
  /** Its own types that become the domain type; some do only when the payload says more. */
  readonly types: readonly string[];
}

/** The providers that can give each domain type, by name. */
export function producersOf(
  providers: readonly DescribedProvider[],
): ReadonlyMap<DomainType, readonly Producer[]> {
  const sorted = providers.toSorted((one, other) => compareNames(one.name, other.name));
  const producers = new Map<DomainType, Producer[]>(domainTypes.map((type) => [type, []]));
  for (const { id, name, domain } of sorted) {
    for (const [type, types] of theirTypesByOurs(domain)) {
      producers.get(type)?.push({ provider: id, name, types });
    }
  }
  return producers;
}

/** Whether a provider takes the domain's own words for its types, as Standard Webhooks does, and so can give all. */
export function speaksOurWords({ domain }: DescribedProvider): boolean {
  return domainTypes.every((type) => rowsOf(domain, type).some((row) => row.type === type));
}

function theirTypesByOurs(domain: DescribedProvider["domain"]): ReadonlyMap<DomainType, readonly string[]> {
  const theirTypes = new Map<DomainType, string[]>();
  for (const theirs of Object.keys(domain)) {
    const ours = new Set(rowsOf(domain, theirs).map(({ type }) => type));
    for (const type of ours) {
      if (isDomainType(type)) theirTypes.set(type, [...(theirTypes.get(type) ?? []), theirs]);
    }
  }
  return theirTypes;
}

function rowsOf(domain: DescribedProvider["domain"], theirs: string): readonly DomainRow[] {
  const rows = Object.hasOwn(domain, theirs) ? domain[theirs] : undefined;
  if (rows === undefined) return [];
  return "data" in rows ? [rows] : rows;
}
