import { defineMapping } from "../domain/mapping.ts";

export const pagerdutyMapping = defineMapping({});
