import { defineMapping } from "../domain/mapping.ts";

/** Clerk: users and organisations. */
export const clerkMapping = defineMapping({});
