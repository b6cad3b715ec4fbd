import { defineMapping } from "../domain/mapping.ts";

/** OpenAI: its jobs and responses are nothing that the domain knows; all of it is passthrough. */
export const openaiMapping = defineMapping({});
