import { defineMapping } from "../domain/mapping.ts";

/** Infisical: secrets are none of our domain events, so all of it is passthrough (`infisical.secrets.modified`). */
export const infisicalMapping = defineMapping({});
