import type { MappingInput } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields } from "../domain/read.ts";

/** The entity that an event is about; no fields where the event is a simple one, without it. */
export function entity({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["_embedded"])["entity"]);
}

/** A simple event says only which entity changed. */
export function isSnapshot(input: MappingInput): boolean {
  return entity(input)["id"] !== undefined;
}

/** `{ value: "10.00", currency: "EUR" }` */
export function money(value: unknown): { readonly amount: number | undefined; readonly currency: unknown } {
  const { value: amount, currency } = fields(value);
  return { amount: minorUnits(amount, currency), currency };
}
