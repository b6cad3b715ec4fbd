import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { PutEventsCall } from "./put-events-call.ts";

/** `PutEvents` through the SDK's client: everywhere but where a webhook's sender waits for the start of a function. */
export function sdkPutEventsCall(eventBridge: EventBridgeClient): PutEventsCall {
  return async (entries) => {
    // Without options, such as a signal: with them the client puts its middleware together anew for each call.
    const { Entries = [] } = await eventBridge.send(new PutEventsCommand({ Entries: [...entries] }));
    return Entries;
  };
}
