import { defineMapping } from "../domain/mapping.ts";

/** Strava: activities of athletes, which the domain does not know. All of it is passthrough. */
export const stravaMapping = defineMapping({});
