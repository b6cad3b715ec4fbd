import type { Json } from "../event.ts";
import type { Identity } from "../provider.ts";
import type { DomainData, DomainType } from "./catalog.ts";

/** What a mapping is given: the payload of one event and how it was named. */
export interface MappingInput {
  readonly payload: Json;
  readonly identity: Identity;
  readonly header: (name: string) => string | undefined;
}

/** One row of a provider's table: the domain type, and how its fields are found in the payload. */
export interface DomainRow<Type extends string = string> {
  readonly type: Type;
  /**
   * The domain fields; `undefined` and `null` ones count as absent. Whatever it returns is checked against the type's
   * schema; what it throws counts as a mismatch. Either way the event goes on, at worst as the passthrough type.
   */
  readonly data: (input: MappingInput) => unknown;
  /** Narrows by the payload where the provider's type alone does not decide (a closed pull request that was merged). */
  readonly when?: (input: MappingInput) => boolean;
  /** The entity's id, where it differs from the identity's subject. */
  readonly subject?: (input: MappingInput) => string | undefined;
}

/** From the provider's own types to domain events. Several rows for one type are asked in order. */
export type DomainMapping<Type extends string = string> = Readonly<
  Record<string, DomainRow<Type> | readonly DomainRow<Type>[]>
>;

/** The fields of a domain type before the schema has looked at them: their names are checked, their values are not. */
export type DomainFields<Type extends DomainType> = { readonly [Name in keyof DomainData<Type>]: unknown };

/** The names of all fields in the family of a domain type: one function may serve several rows of a family. */
type FamilyField<Type extends DomainType> = Type extends `${infer Family}.${string}`
  ? FieldOf<Extract<DomainType, `${Family}.${string}`>>
  : never;
type FieldOf<Type extends DomainType> = Type extends DomainType ? keyof DomainData<Type> : never;

/** Fields of which every name that the family does not have is made impossible. */
type Spelt<Type extends DomainType, Found> = Found & {
  readonly [Name in Exclude<keyof Found, FamilyField<Type>>]: never;
};

/**
 * One row with the names of its fields checked against the domain type, so that a misspelt one does not compile. What
 * another type of the family has beyond this one is left out of the event.
 */
export function row<const Type extends DomainType, Found extends DomainFields<NoInfer<Type>>>(
  type: Type,
  data: (input: MappingInput) => Spelt<NoInfer<Type>, Found>,
  options: Pick<DomainRow, "when" | "subject"> = {},
): DomainRow<Type> {
  return { type, data, ...options };
}

/**
 * Returns its argument with the exact domain types that it can produce, so that a router knows what a source gives.
 *
 * @example
 * export const acmeMapping = defineMapping({
 *   "charge.ok": row("customer.created", ({ payload }) => ({ customerId: fields(payload)["id"] })),
 * });
 */
export function defineMapping<const Type extends DomainType = never>(
  rows: DomainMapping<Type>,
): DomainMapping<Type> {
  return rows;
}
