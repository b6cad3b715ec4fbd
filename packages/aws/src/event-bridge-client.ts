import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { clientConfiguration, clientDefaults, type ClientOptions } from "./clients.ts";

/** `PutEvents` is tried again by the bus, entry by entry: the client tries once. */
export function createEventBridgeClient(options: ClientOptions): EventBridgeClient {
  return new EventBridgeClient(clientConfiguration(options, clientDefaults.eventBridge));
}
