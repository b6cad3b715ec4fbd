import { defineMapping } from "../domain/mapping.ts";

/** Onfido: checks of documents and faces, which the domain does not know. All of it is passthrough. */
export const onfidoMapping = defineMapping({});
