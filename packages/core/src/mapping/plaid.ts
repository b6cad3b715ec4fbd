import { defineMapping } from "../domain/mapping.ts";

/** Plaid: what there is to fetch, and nothing of it, so all of it is passthrough. */
export const plaidMapping = defineMapping({});
