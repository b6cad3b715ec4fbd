import { type DomainType, domainTypes } from "../domain/catalog.ts";

/**
 * Which providers can give each family of domain types, to tell a team what to add. Written here since importing every
 * preset for one error message would fill the bundles; a test compares it with the mappings. Providers that speak the
 * domain's own words (`standard-webhooks`) can give everything and are not repeated.
 */
export const producersByFamily: Readonly<Record<string, readonly string[]>> = {
  payment: ["shopify", "stripe"],
  refund: ["shopify", "stripe"],
  checkout: ["shopify", "stripe"],
  subscription: ["stripe"],
  invoice: ["stripe"],
  customer: ["shopify", "stripe"],
  order: ["shopify"],
  code: ["github"],
  pull_request: ["github"],
  release: ["github"],
};

/** `payment` of `payment.succeeded`. */
export function familyOf(type: string): string {
  return type.slice(0, type.indexOf("."));
}

/** The providers that could give a family, for a message. */
export function whoCouldGive(family: string): string {
  const producers = [...(producersByFamily[family] ?? []), "standard-webhooks"];
  return `Could come from: ${producers.join(", ")}. Add a source of one of them, or take it out`;
}

/** The families of the whole catalog. */
export function families(): readonly string[] {
  return [...new Set(domainTypes.map((type: DomainType) => familyOf(type)))];
}
