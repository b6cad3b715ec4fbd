import { defineMapping } from "../domain/mapping.ts";

/** Slack: nothing of it is a domain event yet, so all of it is passthrough (`slack.app_mention`). */
export const slackMapping = defineMapping({});
