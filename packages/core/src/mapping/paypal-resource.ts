import type { MappingInput } from "../domain/mapping.ts";
import { minorUnits } from "../domain/money.ts";
import { type Fields, fields } from "../domain/read.ts";

/** What a PayPal event is about, as it was then. */
export function resource({ payload }: MappingInput): Fields {
  return fields(fields(payload)["resource"]);
}

/** An amount and its currency, under the names of version 2, of version 1, or of a sale. */
export function money(value: unknown): { readonly amount: number | undefined; readonly currency: unknown } {
  const entry = fields(value);
  const currency = entry["currency_code"] ?? entry["currency"];
  return { amount: minorUnits(entry["value"] ?? entry["total"], currency), currency };
}
