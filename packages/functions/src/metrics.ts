/** The CloudWatch namespace of everything that the deployed functions count. */
export const metricNamespace = "Hookyard";

/**
 * What the deployed functions count, by its name in CloudWatch. Each is there with the dimensions `service` and `stage`
 * (what alarms look at) and again with `source` or `consumer` beside them.
 */
export const metric = {
  /** Events that are on the bus or in the overflow queue, and for which the sender had its 2xx. */
  accepted: "Accepted",
  duplicates: "Duplicates",
  /** The same id with another body. */
  conflicts: "Conflicts",
  /** Requests that were turned away; the reason is in the line. */
  refused: "Refused",
  /** Events that were not stored: the sender was told 503. */
  notStored: "NotStored",
  /** Bugs: the sender was told 500. */
  failed: "Failed",
  /** Events that were published without looking for duplicates, since the table did not answer. */
  dedupeFailedOpen: "DedupeFailedOpen",
  /** Events of which the table could not be told that they are published, or came again. */
  historyUnavailable: "HistoryUnavailable",
  /** Texts that the bucket did not take in time and the table keeps. */
  bucketUnavailable: "BucketUnavailable",
  /** Events that were published whose first publisher was gone. */
  claimsTakenOver: "ClaimsTakenOver",
  /** Entries that EventBridge did not take at first. */
  putsRetried: "PutsRetried",
  /** Events that neither EventBridge nor the overflow queue took, or whose text could not be kept. */
  notPublished: "NotPublished",
  /** Deliveries that no rule can make, since their event's data is too large for the bus: dead letters at once. */
  unroutable: "Unroutable",
  /** Events that EventBridge would not take and the overflow queue keeps. */
  overflowUsed: "OverflowUsed",
  /** Events that came out of the overflow queue onto the bus. */
  overflowDrained: "OverflowDrained",
  /** How long a provider waited for the answer to a request; `packages/aws/src/operator/stage-answers.ts` reads these. */
  answerMilliseconds: "AnswerMilliseconds",
  /** Requests that were answered after their provider's deadline. */
  answeredLate: "AnsweredLate",
  /** Requests that waited for an instance to start. */
  coldStarts: "ColdStarts",
  /** Requests that the provider itself says are sent again. */
  sentAgain: "SentAgain",
  /**
   * Of the events that were accepted or duplicates, those that an older secret of the source verified, by its position:
   * the newest is 0 and has no count of its own, so that a source whose secret never changes pays for none.
   */
  verifiedBySecret1: "VerifiedBySecret1",
  verifiedBySecret2: "VerifiedBySecret2",
  verifiedBySecret3: "VerifiedBySecret3",
  /** Events that a provider has on record and that never arrived, as a source's schedule found them. */
  neverArrived: "NeverArrived",
  /** Those of them that the schedule brought in. */
  backfilled: "Backfilled",
  attemptsDone: "AttemptsDone",
  attemptsFailed: "AttemptsFailed",
  deadLetters: "DeadLetters",
} as const;

export type MetricName = (typeof metric)[keyof typeof metric];

/** What counts an older secret's events; `undefined` for the newest, and where a scheme has none. All from the third on are one. */
export function olderSecretMetric(position: number | undefined): MetricName | undefined {
  switch (position) {
    case undefined:
    case 0:
      return undefined;
    case 1:
      return metric.verifiedBySecret1;
    case 2:
      return metric.verifiedBySecret2;
    default:
      return metric.verifiedBySecret3;
  }
}

/** The unit that a metric has in CloudWatch. */
export function unitOf(name: string): "Milliseconds" | "Count" {
  return name === metric.answerMilliseconds ? "Milliseconds" : "Count";
}
