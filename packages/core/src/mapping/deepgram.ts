import { defineMapping } from "../domain/mapping.ts";

/** Deepgram: a transcript of any recording, which is no event of the domain. All of it is passthrough. */
export const deepgramMapping = defineMapping({});
