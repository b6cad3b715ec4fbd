import type { AuditEntry } from "./audit.ts";
import type { ConsumerControl } from "./consumer-control.ts";
import type { RetryPolicy } from "../delivery/retry-policy.ts";
import type { HookyardEvent, JsonObject } from "../event.ts";
import type { Backfill } from "../ingest/backfill.ts";
import type { RequestRecord } from "../ingest/request-record.ts";
import type { FieldChange } from "../port/replays.ts";
import type { ReplayOperator } from "../replay/replay-operator.ts";
import type { SampleOperator } from "./sample-operator.ts";
import type { Sample } from "./trends.ts";

/**
 * What an operator can ask of an engine and tell it to do: the command line, the console and scripts speak this, to
 * a running process over HTTP, to a stopped one's database, or to a deployed stage. Every method is idempotent or
 * says what it changed. Errors are `OperatorError`s.
 */
export interface Operator {
  /** One look at the whole: counts by state, and what is wrong, if anything. */
  overview(): Promise<Overview>;
  sources(): Promise<readonly SourceReport[]>;
  consumers(): Promise<readonly ConsumerReport[]>;
  /** Newest first; `next` is the cursor of the following page, absent on the last. */
  events(query: EventQuery): Promise<EventPage>;
  /** `undefined` when there is no such event (any more). */
  event(id: string): Promise<EventDetail | undefined>;
  /** Events after `cursor` in the order of their arrival, at once: empty when there is nothing new. For tailing. */
  eventsAfter(cursor: string | undefined, limit: number): Promise<EventsAfter>;
  /** All letters that fit, by consumer, reason and error; most letters first. */
  deadLetterGroups(filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]>;
  /** Oldest first. */
  deadLetters(filter: DeadLetterFilter, page: PageRequest): Promise<Page<DeadLetterSummary>>;
  deadLetter(deliveryId: string): Promise<DeadLetterDetail | undefined>;
  /** Sends up to `limit` letters that fit again, each to its own consumer, oldest first. Says which. */
  replayDeadLetters(filter: DeadLetterFilter, limit: number): Promise<DeadLetterChange>;
  /** Ends up to `limit` letters that fit; they stay in history as discarded, with the reason. Says which. */
  discardDeadLetters(filter: DeadLetterFilter, limit: number, reason: string): Promise<DeadLetterChange>;
  /** Replay as a job, check-outs and edits; absent where the engine has none yet. */
  readonly replays?: ReplayOperator;
  /** Pausing, resuming and asking consumers; absent where the engine cannot. */
  readonly consumerControl?: ConsumerControl;
  /** Sends signed samples; absent where nothing receives them. */
  readonly samples?: SampleOperator;
  /** Brings in webhooks that never arrived; absent where there is no router to do it with. */
  readonly backfill?: Backfill;
  /** Requests that were refused and are still kept; newest first. */
  refusedRequests(filter: RefusedFilter, page: PageRequest): Promise<Page<RefusedSummary>>;
  refusedRequest(id: string): Promise<RefusedDetail | undefined>;
  /**
   * Verifies kept requests again with the secrets of now and the clock of their arrival. Those that pass are accepted
   * like any other and kept no longer; the others stay as they are. One answer an id, in order.
   */
  retryRefused(ids: readonly string[]): Promise<readonly RefusedRetry[]>;
  /** Forgets kept requests. Says which there were. */
  discardRefused(ids: readonly string[]): Promise<{ readonly ids: readonly string[] }>;
  /** What was done here and by whom, newest first; absent where an engine keeps no trail. */
  auditEntries?(page: PageRequest): Promise<Page<AuditEntry>>;
  /**
   * How things stood in the last hour, oldest first, for charts; absent where an engine remembers no past: then who draws
   * takes samples by itself.
   */
  trends?(): Promise<readonly Sample[]>;
  /** Lets go of what it holds. The engine goes on. */
  close(): Promise<void>;
}

export interface PageRequest {
  /** 1 to 1000. */
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

/** `scheduled` covers waiting, in flight and waiting for a retry: what is neither done nor dead. */
export const deliveryStates = ["scheduled", "done", "dead", "discarded"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Overview {
  readonly engine: "embedded" | "aws";
  readonly events: number;
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  /** Seconds that the oldest due delivery has been waiting; 0 when none is. */
  readonly backlogAgeSeconds: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly refused: number;
  /** Bytes on disk, and the limit. */
  readonly storage: { readonly usedBytes: number; readonly limitBytes: number };
  /** What is wrong now, most urgent first; empty when nothing is. */
  readonly problems: readonly string[];
  /** What could not be found out just now, and why; these are among the problems. Absent when there is nothing. */
  readonly unknown?: readonly string[];
}

export interface SourceReport {
  readonly source: string;
  readonly provider: string;
  /** The path that the provider posts to, `/webhooks/stripe`. */
  readonly path: string;
  /** Absent when no process runs. */
  readonly url?: string;
  readonly secrets: { readonly count: number; readonly origin: "environment" | "local" | "none" };
  /** The endpoint that was registered at the provider; where its address is not `url`, the two have drifted. */
  readonly endpoint?: { readonly id: string; readonly url: string };
  readonly accepted: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly lastEvent?: { readonly id: string; readonly type: string; readonly receivedtime: string };
  /** Refusals by reason. */
  readonly refused: readonly {
    readonly reason: string;
    readonly count: number;
    readonly lastTime: string;
    /** Of the newest one that is kept. */
    readonly explanation?: RefusedExplanation;
  }[];
  /** How often each secret verified, by its position: tells when an old one is no longer used. */
  readonly verifiedBySecret: readonly number[];
  /** How soon requests were answered since the process started; absent while none was, or none runs. */
  readonly acknowledgements?: AcknowledgementReport;
}

/** How an endpoint keeps to its provider's deadline. */
export interface AcknowledgementReport {
  /** Requests that were answered. */
  readonly count: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Within which the provider wants its answer, where it says. */
  readonly deadlineSeconds?: number;
  /** Answered after the deadline. */
  readonly late: number;
  /** Share of requests that a cold start delayed, 0 to 1; absent where there is no such thing. */
  readonly coldShare?: number;
  /** Requests that the provider's own header says are retries. */
  readonly retries: number;
}

export interface ConsumerReport {
  readonly consumer: string;
  readonly on: readonly string[];
  readonly concurrency: number;
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
  /** Scheduled ones whose last attempt failed, among the oldest 10,000; absent where an engine does not count them. */
  readonly failing?: number;
  readonly backlogAgeSeconds: number;
  /** False for a consumer that has deliveries here but stands in the router no more. */
  readonly defined: boolean;
  /** Attempts that failed since there was something to count; absent where the engine does not. */
  readonly failedAttempts?: number;
  /** Since when it stands still because somebody paused it; absent while it does not. */
  readonly pausedTime?: string;
  /** How it is tried again, and how long a try may take; absent where no router is at hand. */
  readonly retry?: RetryPolicy;
  readonly timeoutSeconds?: number;
  /** What the event has to look like beside its type. */
  readonly where?: JsonObject;
}

export interface EventQuery extends PageRequest {
  readonly source?: string;
  /** Exact, or with `*` at the end: `payment.*`. */
  readonly type?: string;
  readonly subject?: string;
  /** The provider's own id. */
  readonly providerId?: string;
  /** Received at or after; RFC 3339. */
  readonly since?: string;
  /** Received before; RFC 3339. */
  readonly until?: string;
  /** Only events with a delivery in this state. */
  readonly state?: DeliveryState;
  /**
   * A pattern in EventBridge's language that the event matches. An engine looks at a bounded number of events for one
   * page then: it may be short, even empty, and have a `next` nevertheless.
   */
  readonly where?: JsonObject;
}

export interface EventPage extends Page<EventSummary> {
  /**
   * How far back was looked, RFC 3339: on a page that ended before it was full, because an engine looks at a bounded
   * number of events. `next` goes on there.
   */
  readonly searchedTo?: string;
}

export interface EventSummary {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly provider: string;
  readonly providertype: string;
  readonly providerid: string;
  readonly receivedtime: string;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly deliveries: readonly { readonly consumer: string; readonly state: DeliveryState }[];
}

export interface EventsAfter {
  readonly rows: readonly EventSummary[];
  /** Give it back to go on from here, also when `rows` is empty. */
  readonly cursor: string;
}

export interface EventDetail extends EventSummary {
  readonly event: HookyardEvent;
  /** Why the payload did not become the domain event it should have been. */
  readonly mismatch?: {
    readonly type: string;
    readonly issues: readonly { readonly path: string; readonly message: string }[];
  };
  /** How it came; absent where the engine keeps nothing of it, and for what came by no request of the provider's. */
  readonly request?: RequestRecord;
  readonly history: readonly DeliveryReport[];
  /** Other bodies that came under the same id, newest last, bounded in number. */
  readonly conflicting: readonly { readonly receivedtime: string; readonly event: HookyardEvent }[];
}

export interface DeliveryReport {
  /** `<event id>:<consumer>`. */
  readonly id: string;
  readonly consumer: string;
  readonly state: DeliveryState;
  /** How often it was sent again on purpose. */
  readonly replay: number;
  /** When the next attempt is due; on `scheduled`. */
  readonly dueTime?: string;
  readonly running: boolean;
  /** Why it is dead or discarded. */
  readonly reason?: string;
  readonly attempts: readonly AttemptReport[];
  /** What was changed by hand before it was sent again, oldest first; absent when nothing was. */
  readonly edits?: readonly EditReport[];
}

/** A change of an event for one consumer, made by hand. */
export interface EditReport {
  readonly time: string;
  /** In the words of who made it. */
  readonly reason: string;
  readonly changes: readonly FieldChange[];
}

export interface AttemptReport {
  readonly number: number;
  readonly startTime: string;
  readonly endTime: string;
  readonly outcome: "done" | "failed" | "timeout" | "crashed" | "interrupted";
  readonly error?: { readonly name: string; readonly message: string; readonly stack?: string };
  readonly replay: number;
  /** Which deploy of the consumer it was, where that is known. */
  readonly version?: string;
}

/** As the `holder` of a filter: letters that are checked out, whoever has them. */
export const anyHolder = "*";

export interface DeadLetterFilter {
  readonly ids?: readonly string[];
  readonly consumer?: string;
  /** Exact, or with `*` at the end. */
  readonly type?: string;
  readonly source?: string;
  /** Text that the error's name or message contains; a `*` stands for anything, and case does not matter. */
  readonly error?: string;
  /** A pattern in EventBridge's language that the event matches. */
  readonly where?: JsonObject;
  /** Sent again on purpose fewer times than this. */
  readonly replayBelow?: number;
  /** Only letters that this check-out holds now, or any where it is {@link anyHolder}. Without it, only letters that nobody holds. */
  readonly holder?: string;
  /** Dead at or after; RFC 3339. */
  readonly since?: string;
  /** Dead before; RFC 3339. A replay sets it to its own start, so that what fails again is not sent in a circle. */
  readonly until?: string;
}

export interface DeadLetterGroup {
  readonly consumer: string;
  readonly reason: string;
  readonly errorName: string;
  /** The message with ids and numbers taken out, so that alike letters fall together. */
  readonly errorMessage: string;
  readonly types: readonly string[];
  readonly count: number;
  readonly firstTime: string;
  readonly lastTime: string;
  /** A delivery id to look at. */
  readonly sample: string;
  /** The deploys of the consumer that failed last; absent where none is known. */
  readonly versions?: readonly string[];
}

export interface DeadLetterSummary {
  readonly id: string;
  readonly consumer: string;
  readonly eventId: string;
  readonly type: string;
  readonly source: string;
  readonly reason: string;
  readonly errorName: string;
  readonly errorMessage: string;
  readonly deadTime: string;
  readonly attempts: number;
  readonly replay: number;
  /** Which deploy of the consumer failed last, where that is known. */
  readonly version?: string;
  /** Until when a check-out keeps it from everybody else; on letters that are checked out. */
  readonly leasedUntil?: string;
}

export interface DeadLetterDetail extends DeadLetterSummary {
  /** As its consumer gets it: with what was changed by an edit. */
  readonly event: HookyardEvent;
  readonly history: readonly AttemptReport[];
  /** As on {@link DeliveryReport}. */
  readonly edits?: readonly EditReport[];
}

export interface DeadLetterChange {
  readonly ids: readonly string[];
  /**
   * Letters that fit the filter and were not touched because of `limit`. At least: an engine that would have to read all
   * letters to know stops counting at some hundreds; 0 only where there are none.
   */
  readonly left: number;
}

/** What explains a refusal, as far as it can be known. */
export interface RefusedExplanation {
  /** One of `explanationCodes`, or of a later version. */
  readonly code: string;
  /** One line; holds no secret, signature or part of the body. */
  readonly message: string;
  readonly evidence: "signature" | "request" | "none";
}

export interface RefusedFilter {
  readonly ids?: readonly string[];
  readonly source?: string;
  /** Why it was refused: `signature_mismatch`. */
  readonly reason?: string;
  /** What explains it: `other_source_secret`. */
  readonly explanation?: string;
  /** Arrived at or after; RFC 3339. */
  readonly since?: string;
  /** Arrived before; RFC 3339. */
  readonly until?: string;
}

export interface RefusedSummary {
  /** `ref_…`. */
  readonly id: string;
  readonly source: string;
  readonly receivedtime: string;
  /** The code that the sender was answered with. */
  readonly code: string;
  readonly reason: string;
  readonly explanation: RefusedExplanation;
  /** Of its body. */
  readonly bytes: number;
  /** Whether it is kept whole and can be tried again: a very large one is only listed. */
  readonly whole: boolean;
}

export interface RefusedDetail extends RefusedSummary {
  readonly method: string;
  /** Without the query, which may hold a token. */
  readonly path: string;
  /** Their names; their values may be worth something and are never shown. */
  readonly headers: readonly string[];
}

export const refusedRetryStatuses = [
  "accepted",
  "duplicate",
  /** It was the provider's question about the endpoint: genuine, and no event. */
  "handshake",
  /** It is refused again, and stays. */
  "refused",
  /** It is genuine, and could not be stored now; it stays. */
  "not_stored",
  /** It was too large to be kept whole. */
  "not_whole",
  "not_found",
] as const;

export interface RefusedRetry {
  readonly id: string;
  readonly status: (typeof refusedRetryStatuses)[number];
  /** The events that it became. */
  readonly events: readonly string[];
  /** Why not: on `refused` and `not_stored`. */
  readonly reason?: string;
  readonly explanation?: RefusedExplanation;
}
