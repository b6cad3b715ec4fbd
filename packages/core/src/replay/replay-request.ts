import type { DeadLetterFilter } from "../operator/operator.ts";

/** What to send again, where to, and how carefully. Plain data: a job keeps it. */
export interface ReplayRequest {
  readonly what: ReplayedLetters | ReplayedEvents;
  readonly to: ReplayTarget;
  readonly limits: ReplayLimits;
  /** Letters too that have failed in {@link generationsWithoutForce} generations. */
  readonly force: boolean;
  /** To consumers too that have done the event already, or for which somebody gave it up. */
  readonly again: boolean;
}

export interface ReplayedLetters {
  readonly kind: "dead-letters";
  readonly filter: DeadLetterFilter;
}

export interface ReplayedEvents {
  readonly kind: "archive";
  readonly query: ArchiveQuery;
  /** Where they are taken from. Absent: the engine chooses; a job has what was chosen. */
  readonly from?: EventsFrom;
}

/** `table`: the engine's own history, event by event. `archive`: what the bus keeps, see `event-archive.ts`. */
export const eventsFrom = ["table", "archive"] as const;
export type EventsFrom = (typeof eventsFrom)[number];

/** Accepted events by what the archive can be asked for. */
export interface ArchiveQuery {
  /** Received at or after; RFC 3339. */
  readonly since: string;
  /** Received before; RFC 3339. */
  readonly until: string;
  /** Exact, or with `*` at the end. */
  readonly type?: string;
  readonly source?: string;
  /** Only to this consumer. Without it, to every consumer whose pattern matches today. */
  readonly consumer?: string;
}

export type ReplayTarget =
  /** A letter's own consumer; for the archive, the consumers that the query means. */
  | { readonly kind: "consumer" }
  /** Every consumer whose pattern matches today. */
  | { readonly kind: "bus" }
  /** An address of the team's, for debugging: the letters stay dead. */
  | { readonly kind: "http"; readonly url: string };

/** Each consumer's share of a job is held to these by itself. */
export interface ReplayLimits {
  /** So many go first; the rest waits until they have gone well. 0: no canary. */
  readonly canary: number;
  /** Letters a second to one consumer, at most; a job begins at a tenth of it. */
  readonly ratePerSecond: number;
  /** Nothing is sent while the consumer's oldest due delivery has waited longer. */
  readonly maxBacklogAgeSeconds: number;
  /** The job pauses by itself when more than this share failed again: from 0 to 1. */
  readonly maxFailureShare: number;
}

export const defaultReplayLimits: ReplayLimits = {
  canary: 10,
  ratePerSecond: 100,
  maxBacklogAgeSeconds: 60,
  maxFailureShare: 0.1,
};

/** A letter that has failed in so many generations is not sent again unless somebody insists. */
export const generationsWithoutForce = 3;

/**
 * The filter of a job: nothing that dies after its start, so that what fails again is not sent in a circle; and no
 * letter that has failed too often, unless forced.
 */
export function jobFilter(
  { filter }: ReplayedLetters,
  { force }: Pick<ReplayRequest, "force">,
  start: Date,
): DeadLetterFilter {
  const until =
    filter.until === undefined ? start.getTime() : Math.min(start.getTime(), Date.parse(filter.until));
  return {
    ...filter,
    until: new Date(until).toISOString(),
    // Generation 0 counts: a letter that was sent again twice has failed in three.
    ...(force ? {} : { replayBelow: generationsWithoutForce - 1 }),
  };
}
