import { type DomainType, domainTypes } from "../domain/catalog.ts";
import type { DomainMapping, DomainRow } from "../domain/mapping.ts";

/** `payment` of `payment.succeeded`. */
export function familyOf(type: string): string {
  return type.slice(0, type.indexOf("."));
}

/** The families of the whole catalog. */
export function families(): readonly string[] {
  return [...new Set(domainTypes.map((type: DomainType) => familyOf(type)))];
}

/** The families that a mapping can give; none for a mapping that knows the domain's own words and so gives all. */
export function familiesOf(mapping: DomainMapping): readonly string[] {
  if (domainTypes.every((type) => Object.hasOwn(mapping, type))) return [];
  const rows: DomainRow[] = Object.values(mapping).flatMap((row) => ("data" in row ? [row] : [...row]));
  return [...new Set(rows.map(({ type }) => familyOf(type)))];
}
