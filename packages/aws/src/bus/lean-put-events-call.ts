import type { PutEventsRequestEntry, PutEventsResponse } from "@aws-sdk/client-eventbridge";
import { clientDefaults } from "../clients.ts";
import { createJsonCall } from "../json-call/json-call.ts";
import { leanConfiguration, type LeanOptions } from "../json-call/lean-options.ts";
import type { PutEventsCall } from "./put-events-call.ts";

/**
 * `PutEvents` without the SDK's client, which is half of what the ingest function would load: decision 0023. The same
 * request, with the same timeouts; a test holds it against the client's.
 */
export function leanPutEventsCall(options: LeanOptions): PutEventsCall {
  const call = createJsonCall({
    ...leanConfiguration(options, "events", clientDefaults.eventBridge),
    service: "events",
    jsonVersion: "1.1",
    targetPrefix: "AWSEvents",
  });
  return async (entries) => {
    const output = await call("PutEvents", { Entries: entries.map(wireEntry) });
    const { Entries = [] } = output as PutEventsResponse; // safe: the service's own form, and every entry's id is looked at
    return Entries;
  };
}

/** AWS JSON writes times as seconds since 1970. */
function wireEntry({ Time, ...entry }: PutEventsRequestEntry): object {
  return Time === undefined ? entry : { Time: Time.getTime() / 1000, ...entry };
}
