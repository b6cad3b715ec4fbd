import { defineMapping } from "../domain/mapping.ts";

/** Hookdeck passes on what another provider sent, whose words are not known here: all of it is passthrough. */
export const hookdeckMapping = defineMapping({});
