import type { DeadLetterFilter } from "../operator/operator.ts";
import type { LaneProgress } from "../replay/job.ts";
import type { ArchiveQuery } from "../replay/replay-request.ts";

/**
 * What a replay job counts and sends. Each sending is complete in itself: a letter counts as sent by a job exactly
 * when it was sent by it, whatever ends the process in between. An engine that cannot do both at once marks its
 * intent first, sends, then writes it down, and names what may have been sent twice.
 */
export interface Replays {
  /**
   * Letters that fit, counted by consumer and reason; a bounded part of them, `next` leads on to the following part.
   * Those that only `filter.replayBelow` leaves out are counted beside them.
   */
  countLetters(filter: DeadLetterFilter, cursor?: string): Promise<LetterCounts>;
  /**
   * Sends exactly these letters again, as a new generation, if they still fit: dead since before `before`, and checked
   * out by nobody, or by `holder`.
   */
  sendLetters(sending: LetterSending): Promise<SentLetters>;
  /** What an archive replay to these consumers would send; a bounded part, as {@link Replays.countLetters}. */
  countEvents(query: ArchiveQuery, options: CountEventsOptions): Promise<EventCounts>;
  /**
   * What sending the letters that fit over the bus would bring to these consumers, beside the letters themselves; a
   * bounded part, as {@link Replays.countLetters}. An event with several such letters counts once.
   */
  countOthers(filter: DeadLetterFilter, options: CountEventsOptions): Promise<EventCounts>;
  /**
   * Sends a bounded part of the archive's events that fit to one consumer, each once in a job: goes on where the job's
   * last sending to this consumer ended, also in another process.
   */
  sendEvents(sending: EventSending): Promise<SentEvents>;
  /** Notes letters that were posted elsewhere and stay dead, and where to go on. */
  notePosted(posting: PostedLetters): Promise<void>;
  /** Where the last noted posting of a job to a consumer's letters ended. */
  postedUpto(job: string, consumer: string): Promise<string | undefined>;
  /** What a job has done so far, by consumer. */
  progress(job: string): Promise<readonly LaneProgress[]>;
  /** Seconds that the oldest due delivery of each consumer has waited; 0 when none waits. */
  backlogAgeSeconds(consumers: readonly string[]): Promise<readonly number[]>;
  /** Events as they are kept, JSON text, in the order of the delivery ids; with what was changed by an edit. */
  texts(deliveryIds: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** Changes what a letter's consumer will see, keeps the change in its history, and sends it as a new generation. */
  sendEdited(edit: LetterEdit): Promise<boolean>;
}

export interface LetterCounts {
  readonly groups: readonly LetterCount[];
  /** Sent again as often as `filter.replayBelow` or more often. */
  readonly tooOften: number;
  readonly next?: string;
}

export interface LetterCount {
  readonly consumer: string;
  readonly reason: string;
  readonly errorName: string;
  readonly count: number;
  /** Of their events' JSON. */
  readonly bytes: number;
  readonly oldestTime: string;
  readonly newestTime: string;
}

export interface LetterSending {
  /** Absent where somebody sends by hand. */
  readonly job?: string;
  readonly letters: readonly {
    readonly id: string;
    /** Other consumers that get the event too; they are counted as the job's. */
    readonly consumers?: readonly string[];
  }[];
  /** RFC 3339. */
  readonly before?: string;
  readonly holder?: string;
  /** Also to other consumers that have done the event or for which it was given up. */
  readonly again: boolean;
}

export interface SentLetters {
  readonly ids: readonly string[];
  /** Of these nobody knows whether an earlier, cut off sending reached the queue. */
  readonly maybeTwice: readonly string[];
}

export interface CountEventsOptions {
  readonly consumers: readonly string[];
  readonly again: boolean;
  readonly cursor?: string;
}

export interface EventCounts {
  readonly lanes: readonly {
    readonly consumer: string;
    readonly count: number;
    readonly bytes: number;
    readonly skipped: Readonly<Record<"done" | "discarded" | "scheduled", number>>;
  }[];
  /** When the first and the last of them were received. */
  readonly oldestTime?: string;
  readonly newestTime?: string;
  readonly next?: string;
}

export interface EventSending {
  readonly job: string;
  readonly consumer: string;
  readonly query: ArchiveQuery;
  /** At most so many are sent. */
  readonly limit: number;
  readonly again: boolean;
}

export interface SentEvents {
  readonly sent: number;
  readonly maybeTwice: readonly string[];
  /** Whether the end of the archive, as far as the query goes, is reached. */
  readonly isDrained: boolean;
}

export interface PostedLetters {
  readonly job: string;
  readonly consumer: string;
  readonly done: number;
  readonly failed: number;
  readonly upto: string;
}

export interface LetterEdit {
  readonly id: string;
  /** The whole event as it will be sent. */
  readonly text: string;
  readonly changes: readonly FieldChange[];
  readonly reason: string;
}

/** One field of an event that somebody changed by hand. Values are JSON; absent: the field was not there, or is gone. */
export interface FieldChange {
  /** `data.amount`. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}
