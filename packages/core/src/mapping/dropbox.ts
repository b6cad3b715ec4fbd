import { defineMapping } from "../domain/mapping.ts";

/** Dropbox says which accounts changed, not which files: all of it is passthrough. */
export const dropboxMapping = defineMapping({});
