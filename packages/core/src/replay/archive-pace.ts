import type { ArchivePlan, ArchiveRun, Window } from "./event-archive.ts";
import type { ReplayLimits } from "./replay-request.ts";

/** What {@link decideWindow} looks at. Times are milliseconds since 1970. */
export interface ArchiveLook {
  readonly run: Omit<ArchiveRun, "current">;
  readonly plan: Window;
  /** Events that consumers have begun with and not settled. */
  readonly open: number;
  /** Events with a result since the job was begun or last resumed. */
  readonly results: number;
  /** Seconds that the oldest due delivery of any of the job's consumers has waited. */
  readonly backlogAgeSeconds: number;
  readonly limits: ReplayLimits;
  readonly now: number;
}

export type ArchiveWaitReason =
  /** Events are still on their way into the archive. */
  | "freshness"
  /** The bus is sending. */
  | "archive"
  /** The bus has as many replays under way as it takes. */
  | "quota";

export type WindowDecision =
  | { readonly kind: "start"; readonly window: Window }
  | { readonly kind: "wait"; readonly reason: "canary" | "backlog" | "results" | "freshness" }
  /** All is sent, and consumers have had all of it. */
  | { readonly kind: "drained" };

/**
 * "There might be a delay between an event being received and it arriving in the archive": AWS advises to wait so long.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export const archiveDelayMilliseconds = 10 * 60_000;

const minute = 60_000;
/** What the bus has just sent needs so long to be seen in queues and counts. */
const settleMilliseconds = 60_000;
const mostMinutes = 24 * 60;
const minutesWithoutCanary = 60;

/** Where a job begins: with one minute of events, which is its canary. */
export function archiveStart({ since }: ArchivePlan, { canary }: ReplayLimits): ArchiveRun {
  return { upto: since, minutes: canary === 0 ? minutesWithoutCanary : 1, replays: 0 };
}

/**
 * The next window of a replay by the bus: the one place that decides it. The bus has no rate, so what is held back is
 * the window: a minute first, twice as much each time, up to a day. The next one waits until the consumers' backlog is
 * no older than the job may bear, and until a canary's worth of events has had results, until all that was sent has.
 */
export function decideWindow({ run, plan, open, results, ...look }: ArchiveLook): WindowDecision {
  const { backlogAgeSeconds, limits, now } = look;
  const sinceEnd = run.endedTime === undefined ? Number.POSITIVE_INFINITY : now - Date.parse(run.endedTime);
  if (sinceEnd < settleMilliseconds) return { kind: "wait", reason: "results" };
  // What waits in a queue is younger than the end of the window: so nothing of the window waits.
  const isHad = open === 0 && backlogAgeSeconds * 1000 < sinceEnd;
  const upto = Date.parse(run.upto);
  if (upto >= Date.parse(plan.until))
    return isHad ? { kind: "drained" } : { kind: "wait", reason: "results" };
  if (backlogAgeSeconds > limits.maxBacklogAgeSeconds) return { kind: "wait", reason: "backlog" };
  if (run.replays > 0 && results < limits.canary && !isHad) return { kind: "wait", reason: "canary" };
  const until = Math.min(
    upto + run.minutes * minute,
    Date.parse(plan.until),
    floorMinute(now - archiveDelayMilliseconds),
  );
  if (until <= upto) return { kind: "wait", reason: "freshness" };
  return { kind: "start", window: { since: run.upto, until: new Date(until).toISOString() } };
}

/** The run after a window of it was begun. */
export function begun(run: ArchiveRun, window: Window & { readonly name: string }): ArchiveRun {
  const { isHeld: _, ...rest } = run;
  return {
    ...rest,
    minutes: Math.min(run.minutes * 2, mostMinutes),
    replays: run.replays + 1,
    current: window,
  };
}

/** The run where the window before left a backlog: the next is half as long as that one. The same run a second time. */
export function held(run: ArchiveRun): ArchiveRun {
  if (run.isHeld === true || run.replays === 0) return run;
  return { ...run, minutes: Math.max(1, Math.floor(run.minutes / 4)), isHeld: true };
}

/** The run after its window has ended, having got as far as `upto`. What was sent twice, consumers tell apart. */
export function ended(run: ArchiveRun, upto: string, now: Date): ArchiveRun {
  const { current: _, ...rest } = run;
  return { ...rest, upto: later(run.upto, wholeMinute(upto)), endedTime: now.toISOString() };
}

/** The run while its window is being sent. The same run where it got no further. */
export function advanced(run: ArchiveRun, upto: string): ArchiveRun {
  const next = later(run.upto, wholeMinute(upto));
  return next === run.upto ? run : { ...run, upto: next };
}

/** The whole minutes around a window. */
export function wholeMinutes({ since, until }: Window): Window {
  return {
    since: wholeMinute(since),
    until: new Date(Math.ceil(Date.parse(until) / minute) * minute).toISOString(),
  };
}

function wholeMinute(time: string): string {
  return new Date(floorMinute(Date.parse(time))).toISOString();
}

function floorMinute(time: number): number {
  return Math.floor(time / minute) * minute;
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}
