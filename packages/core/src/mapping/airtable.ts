import { defineMapping } from "../domain/mapping.ts";

/** Airtable says that something changed and not what, so all of it is passthrough (`airtable.notification`). */
export const airtableMapping = defineMapping({});
