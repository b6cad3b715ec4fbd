import type { ReplayLimits } from "./replay-request.ts";

/** What became of the letters that a job sent to one consumer. */
export interface LaneCounts {
  readonly sent: number;
  /** Done, out of those sent; so the next two. */
  readonly done: number;
  /** Failed once or more in this generation, and will be tried again by the retry policy. */
  readonly failing: number;
  /** Dead again. */
  readonly failed: number;
}

export const noCounts: LaneCounts = { sent: 0, done: 0, failing: 0, failed: 0 };

/** One consumer's share of a job, as {@link decidePace} sees it. Times are milliseconds since 1970. */
export interface Lane {
  readonly counts: LaneCounts;
  /** The counts when the job was begun or last resumed: a resumed job tries a canary anew and judges anew. */
  readonly base: LaneCounts;
  /** Whether nothing is left to send. */
  readonly isDrained: boolean;
  /** Seconds that the consumer's oldest due delivery has waited. */
  readonly backlogAgeSeconds: number;
  /** Letters that this consumer may have on their way at once. Default: what a whole job may, {@link mostOpen}. */
  readonly mostOpen?: number;
  /** When the ramp began; absent before. */
  readonly rampStart?: number;
  /** When something was last sent; absent before. */
  readonly lastSend?: number;
}

export type Pace =
  | { readonly kind: "send"; readonly count: number; readonly phase: "canary" | "ramp" }
  /** `milliseconds`: when it makes sense to look again. */
  | { readonly kind: "wait"; readonly milliseconds: number; readonly reason: WaitReason }
  /** Too many failed again. */
  | { readonly kind: "pause"; readonly failed: number; readonly results: number }
  /** Everything is sent; `open` of it is still under way. */
  | { readonly kind: "drained"; readonly open: number };

export type WaitReason = "canary" | "rate" | "backlog" | "window";

/** A job begins at this share of its rate and doubles it every {@link rampDoublesMilliseconds}. */
const rampStartShare = 0.1;
const rampDoublesMilliseconds = 5_000;
/** What was not sent while nothing could be sent is not made up for: at most this much goes at once. */
const mostCatchUpMilliseconds = 1_000;
/** Letters go in packs of this much time: a commit and a look at the counts each. */
const packMilliseconds = 50;
/**
 * Never more letters of a job on their way at once, shared evenly among its consumers: they would stand in the way of live
 * events, and whoever runs the job remembers each of them. (A canary, and {@link leastWindow}, each consumer has anyway.)
 */
export const mostOpen = 10_000;
/** Letters on their way are at most what the rate sends in this time. */
const windowMilliseconds = 10_000;
const leastWindow = 10;
const lookAgainMilliseconds = 250;

/**
 * How many letters one consumer is to be sent now: the one place that decides it, from the clock, the counts and the
 * backlog. A canary first, all of whose letters must have a result; then a rate that doubles up to the limit; never
 * more on their way than have gone well so far (and a canary's worth), so that a consumer that breaks again is sent a
 * bounded number. Pauses when the share of letters that failed again, out of those with a result, passes the limit.
 */
export function decidePace(lane: Lane, limits: ReplayLimits, now: number): Pace {
  const { done, bad, sent } = sinceBase(lane);
  const results = done + bad;
  if (isOverFailureLimit(lane, limits)) return { kind: "pause", failed: bad, results };
  const open = openOf(lane.counts);
  if (lane.isDrained) return { kind: "drained", open };
  if (lane.backlogAgeSeconds > limits.maxBacklogAgeSeconds) return wait("backlog");
  if (sent < limits.canary) return { kind: "send", count: limits.canary - sent, phase: "canary" };
  if (results < limits.canary) return wait("canary");

  const room = windowOf(limits, done, lane.mostOpen) - open;
  if (room <= 0) return wait("window");
  const rate = rampRate(limits.ratePerSecond, now - (lane.rampStart ?? now)) / 1000;
  const pack = Math.max(1, Math.floor(rate * packMilliseconds));
  // Without anything sent before, the first pack goes at once. A clock set back counts as no time.
  const elapsed = lane.lastSend === undefined ? pack / rate : Math.max(0, now - lane.lastSend);
  const allowed = Math.floor(rate * Math.min(elapsed, Math.max(mostCatchUpMilliseconds, 1 / rate)));
  if (allowed < pack) return { kind: "wait", milliseconds: Math.ceil(pack / rate - elapsed), reason: "rate" };
  return { kind: "send", count: Math.min(allowed, room), phase: "ramp" };
}

/** Whether more of a consumer's letters failed again than the job may bear. Also for consumers that only a bus reached. */
export function isOverFailureLimit(
  lane: Pick<Lane, "counts" | "base">,
  { canary, maxFailureShare }: ReplayLimits,
): boolean {
  const { done, bad } = sinceBase(lane);
  // Until a canary's worth has a result, those without one are taken for good: one early failure proves little.
  return bad > maxFailureShare * Math.max(done + bad, canary);
}

/** Letters a second, so long after the ramp's beginning. */
export function rampRate(ratePerSecond: number, elapsedMilliseconds: number): number {
  const start = Math.min(ratePerSecond, Math.max(1, ratePerSecond * rampStartShare));
  const doublings = Math.max(0, elapsedMilliseconds) / rampDoublesMilliseconds;
  return Math.min(ratePerSecond, start * 2 ** Math.min(doublings, 64));
}

/** Letters that are neither done nor dead again. */
export function openOf({ sent, done, failed }: LaneCounts): number {
  return Math.max(0, sent - done - failed);
}

/** Seconds that so many letters to one consumer take at least: the ramp, then the rate. */
export function estimateSeconds(count: number, { ratePerSecond, canary }: ReplayLimits): number {
  let left = Math.max(0, count - canary);
  let seconds = 0;
  while (left > 0 && rampRate(ratePerSecond, seconds * 1000) < ratePerSecond) {
    left -= rampRate(ratePerSecond, seconds * 1000);
    seconds += 1;
  }
  return Math.ceil(seconds + Math.max(0, left) / ratePerSecond);
}

function windowOf({ canary, ratePerSecond }: ReplayLimits, done: number, share = mostOpen): number {
  const least = Math.max(canary, leastWindow);
  const most = Math.max(least, Math.min(share, Math.ceil((ratePerSecond * windowMilliseconds) / 1000)));
  return Math.min(most, least + done);
}

function sinceBase({ counts, base }: Pick<Lane, "counts" | "base">) {
  return {
    sent: counts.sent - base.sent,
    done: Math.max(0, counts.done - base.done),
    // A letter that was failing at the base and has died or gone well since moves between the two: never below none.
    bad: Math.max(0, counts.failing + counts.failed - base.failing - base.failed),
  };
}

function wait(reason: WaitReason): Pace {
  return { kind: "wait", milliseconds: lookAgainMilliseconds, reason };
}
