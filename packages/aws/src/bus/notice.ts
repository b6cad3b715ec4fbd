/**
 * What happened on the way to the bus that nobody is answered: for metrics, alarms and the log. Holds codes, ids and
 * numbers, nothing of a body. Must not be lost: every kind is counted, and some set off alarms.
 */
export type BusNotice =
  /** The table did not say whether the event is known: it was published, perhaps a second time. */
  | { readonly kind: "dedupe_unavailable"; readonly eventId: string; readonly code: string }
  /** The event is published, and the table could not be told, or not be told of a duplicate. */
  | { readonly kind: "history_unavailable"; readonly eventId: string; readonly code: string }
  /** The bucket did not take a text in time: the table has it, at several times the price. */
  | { readonly kind: "bucket_unavailable"; readonly eventId: string; readonly code: string }
  /** The claim of somebody who was gone was taken over. */
  | { readonly kind: "claim_taken_over"; readonly eventId: string }
  /** Entries that EventBridge did not take at first. */
  | { readonly kind: "retried"; readonly entries: number; readonly codes: readonly string[] }
  | { readonly kind: "overflow_used"; readonly entries: number; readonly codes: readonly string[] }
  /** Neither the bus nor the overflow queue took it, or its body could not be kept: the sender is told 503. */
  | { readonly kind: "not_published"; readonly eventId: string; readonly code: string }
  /** Its data is elsewhere, so the rules of these consumers, which look at it, cannot match. */
  | { readonly kind: "unroutable"; readonly eventId: string; readonly consumers: readonly string[] };

/** Told at once. Must not throw and must not block. */
export type ObserveBus = (notice: BusNotice) => void;
