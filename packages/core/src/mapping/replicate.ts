import { defineMapping } from "../domain/mapping.ts";

/** Replicate: predictions are nothing that the domain knows; all of it is passthrough. */
export const replicateMapping = defineMapping({});
