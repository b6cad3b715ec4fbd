import { defineMapping } from "../domain/mapping.ts";

/** Persona: inquiries into who someone is, which the domain does not know. All of it is passthrough. */
export const personaMapping = defineMapping({});
