import { __Client as Client, type PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import { clientDefaults } from "../clients.ts";
import { createJsonCall } from "../json-call/json-call.ts";
import { leanConfiguration, type LeanOptions } from "../json-call/lean-options.ts";
import type { PutEventsClient } from "./put-events.ts";

/**
 * The SDK's client and its `PutEventsCommand` with a middleware stack of one: it signs, sends and reads, in place of
 * some twenty that find out at run time what is known here, and that load 170 KB to do so: decision 0013. Of the
 * service's operations it knows `PutEvents` alone.
 */
export function createLeanEventBridgeClient(options: LeanOptions): PutEventsClient {
  const call = createJsonCall({
    ...leanConfiguration(options, "events", clientDefaults.eventBridge),
    service: "events",
    jsonVersion: "1.1",
    targetPrefix: "AWSEvents",
  });
  const client = new Client<object, PutEventsCommandInput, object, object>({
    requestHandler: { handle: () => Promise.reject(new Error("PutEvents is sent before it comes here")) },
    cacheMiddleware: true,
  });
  client.middlewareStack.add(
    () =>
      async ({ input }) => ({ output: await call("PutEvents", wireInput(input)), response: {} }),
    { step: "initialize", name: "putEvents" },
  );
  return client;
}

/**
 * Times are numbers in this protocol: seconds since 1970.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization
 */
function wireInput({ Entries = [], ...rest }: PutEventsCommandInput): object {
  return {
    ...rest,
    Entries: Entries.map(({ Time, ...entry }) => ({
      ...entry,
      ...(Time !== undefined && { Time: Time.getTime() / 1000 }),
    })),
  };
}
