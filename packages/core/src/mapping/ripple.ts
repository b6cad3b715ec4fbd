import { defineMapping } from "../domain/mapping.ts";

/** Ripple Collections: its payloads are not publicly described well enough to map, so all of it is passthrough. */
export const rippleMapping = defineMapping({});
