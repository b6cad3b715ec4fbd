import type { MappingInput } from "../domain/mapping.ts";
import { type Fields, fields, idOf } from "../domain/read.ts";

/** The object that a Stripe event is about, as it was then. */
export function entity({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["object"]);
}

/** What the fields that changed held before. Nothing on most types. */
export function before({ payload }: MappingInput): Fields {
  return fields(fields(fields(payload)["data"])["previous_attributes"]);
}

/** `customer_account` stands in where a platform uses accounts as customers. */
export function customerOf(entry: Fields): string | undefined {
  return idOf(entry["customer"]) ?? idOf(entry["customer_account"]);
}
