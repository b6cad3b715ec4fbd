import { defineMapping } from "../domain/mapping.ts";

/** Firecrawl: pages that were read, which are no events of the domain. All of it is passthrough. */
export const firecrawlMapping = defineMapping({});
