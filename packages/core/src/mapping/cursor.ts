import { defineMapping } from "../domain/mapping.ts";

/** Cursor: an agent that ended is none of our domain events, so all of it is passthrough (`cursor.statusChange`). */
export const cursorMapping = defineMapping({});
