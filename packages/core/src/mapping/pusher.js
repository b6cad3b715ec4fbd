import { defineMapping } from "../domain/mapping.ts";
/** Pusher Channels: channels and their members are no domain events, so all of it is passthrough. */
export const pusherMapping = defineMapping({});
