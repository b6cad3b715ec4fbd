import { defineMapping } from "../domain/mapping.ts";

/**
 * Anthropic: its deployments are schedules of an agent, not releases of software, so they are no `deployment.*` of the
 * domain. All of it is passthrough.
 */
export const anthropicMapping = defineMapping({});
