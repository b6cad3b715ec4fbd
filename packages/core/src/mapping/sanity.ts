import { defineMapping } from "../domain/mapping.ts";

/** Sanity: documents of a team's own kinds, in the shape that its own query gives them. All of it is passthrough. */
export const sanityMapping = defineMapping({});
