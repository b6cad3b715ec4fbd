import type { PutEventsRequestEntry, PutEventsResultEntry } from "@aws-sdk/client-eventbridge";

/**
 * One call of `PutEvents`, with the service's own entries: one answer an entry, in order. Rejects with an error whose name
 * is the service's code when nothing was taken, or nobody knows whether it was.
 */
export type PutEventsCall = (
  entries: readonly PutEventsRequestEntry[],
) => Promise<readonly PutEventsResultEntry[]>;
