import { defineMapping } from "../domain/mapping.ts";

/** Mollie, classic: which payment changed, and not how, so all of it is passthrough. */
export const mollieClassicMapping = defineMapping({});
