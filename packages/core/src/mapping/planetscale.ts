import { defineMapping } from "../domain/mapping.ts";

/** PlanetScale: branches and schemas of databases are none of our domain events, so all of it is passthrough. */
export const planetscaleMapping = defineMapping({});
