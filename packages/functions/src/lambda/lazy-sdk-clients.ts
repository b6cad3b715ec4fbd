import type { ClientOptions } from "@hookyard/aws/clients";
import type { Endpoints } from "../deployment.ts";
import type { Clients } from "./clients.ts";
import { loadOnce } from "./load-once.ts";

/** The same calls by the SDK's clients: loading them begins at once, and the start of a function does not wait for it. */
export function createLazySdkClients(options: (service: keyof Endpoints) => ClientOptions): Clients {
  const putEvents = loadOnce(async () => {
    const [{ createEventBridgeClient }, { sdkPutEventsCall }] = await Promise.all([
      import("@hookyard/aws/event-bridge-client"),
      import("@hookyard/aws/bus/sdk-put-events-call"),
    ]);
    return sdkPutEventsCall(createEventBridgeClient(options("eventbridge")));
  });
  const table = loadOnce(async () => {
    const [{ createDynamodbClient }, { sdkTableCalls }] = await Promise.all([
      import("@hookyard/aws/dynamodb-client"),
      import("@hookyard/aws/table/sdk-table-calls"),
    ]);
    return sdkTableCalls(createDynamodbClient(options("dynamodb")));
  });
  // What fails is tried again, and told, by the first call.
  for (const load of [putEvents, table]) load().catch(() => undefined);
  return {
    putEvents: async (entries) => (await putEvents())(entries),
    tableCalls: {
      getItem: async (input) => (await table()).getItem(input),
      putItem: async (input) => (await table()).putItem(input),
      updateItem: async (input) => (await table()).updateItem(input),
      deleteItem: async (input) => (await table()).deleteItem(input),
    },
  };
}
