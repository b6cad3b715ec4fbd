import { defineMapping } from "../domain/mapping.ts";

/** LaunchDarkly: flags are none of our domain events, so all of it is passthrough (`launchdarkly.flag.updateOn`). */
export const launchdarklyMapping = defineMapping({});
