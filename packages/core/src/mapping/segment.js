import { defineMapping } from "../domain/mapping.ts";
/**
 * Twilio Segment: a call says what someone's own software wants to tell, in its own words, so all of it is passthrough
 * (`segment.track`).
 */
export const segmentMapping = defineMapping({});
