import { defineMapping } from "../domain/mapping.ts";

export const jiraMapping = defineMapping({});
