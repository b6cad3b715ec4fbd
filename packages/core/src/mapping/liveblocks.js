import { defineMapping } from "../domain/mapping.ts";
/** Liveblocks: rooms, threads and comments are no domain events, so all of it is passthrough. */
export const liveblocksMapping = defineMapping({});
