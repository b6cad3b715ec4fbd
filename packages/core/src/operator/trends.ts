/**
 * How things stood at one time. Counts are totals: what happened between two samples is their difference. Where a total
 * begins is the engine's matter, and the same within one answer only.
 */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly accepted: number;
  readonly refused: number;
  readonly delivered: number;
  readonly dead: number;
  /** Neither done nor dead: waiting, in flight, or failing and due again. */
  readonly scheduled: number;
  readonly backlogAgeSeconds: number;
  /** Of each source: totals, and how soon it was answered. */
  readonly sources: Readonly<Record<string, SourceSample>>;
  readonly consumers: Readonly<Record<string, ConsumerSample>>;
}

export interface SourceSample {
  readonly accepted: number;
  readonly refused: number;
  readonly p99Milliseconds?: number;
}

export interface ConsumerSample {
  readonly delivered: number;
  readonly dead: number;
  readonly scheduled: number;
  readonly backlogAgeSeconds: number;
  /** Of all attempts since there was something to count; absent where the engine does not. */
  readonly failedAttempts?: number;
}
