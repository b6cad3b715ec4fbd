import type { MappingInput } from "../domain/mapping.ts";
import { type Fields, fields } from "../domain/read.ts";
import { jsonFields, readOnce } from "./read-once.ts";

const read = readOnce((payload) => {
  const text = fields(payload)["Message"];
  return typeof text === "string" ? jsonFields(text) : {};
});

/** What a topic carries, as JSON; no fields where it is other text. */
export function message({ payload }: MappingInput): Fields {
  return read(payload);
}
