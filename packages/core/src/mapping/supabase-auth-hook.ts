import { defineMapping } from "../domain/mapping.ts";

/** Supabase Auth hooks ask before something happens, and domain events are what happened: all of it is passthrough. */
export const supabaseAuthHookMapping = defineMapping({});
