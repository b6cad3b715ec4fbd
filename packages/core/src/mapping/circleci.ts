import { defineMapping } from "../domain/mapping.ts";

export const circleciMapping = defineMapping({});
