import { defineMapping } from "../domain/mapping.ts";

export const vercelMapping = defineMapping({});
