import { defineMapping } from "../domain/mapping.ts";

export const sentryMapping = defineMapping({});
