import { defineMapping } from "../domain/mapping.ts";

/** Supabase Database Webhooks: what a row means only its owner knows, so all of it is passthrough. */
export const supabaseDbMapping = defineMapping({});
