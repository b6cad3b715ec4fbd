import { defineMapping } from "../domain/mapping.ts";

export const buildkiteMapping = defineMapping({});
