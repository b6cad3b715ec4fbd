import { defineMapping } from "../domain/mapping.ts";

/** Checkr: background checks, which the domain does not know. All of it is passthrough. */
export const checkrMapping = defineMapping({});
