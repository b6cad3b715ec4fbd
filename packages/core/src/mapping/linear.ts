import { defineMapping } from "../domain/mapping.ts";

export const linearMapping = defineMapping({});
