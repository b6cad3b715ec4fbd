import type { ArchivePlan, ArchiveRun } from "./event-archive.ts";
import type { LaneCounts } from "./pace.ts";
import type { ReplayRequest } from "./replay-request.ts";

/**
 * A job's life: `running` until everything is sent and settled; `paused` by somebody or by itself, and `resumed` from
 * there; `cancelled` from either. The last two are ends.
 */
export const jobStates = ["running", "paused", "cancelled", "completed"] as const;
export type JobState = (typeof jobStates)[number];

export const pauseReasons = [
  /** Somebody said so. */
  "asked",
  /** Too many letters failed again. */
  "failures",
  /** The engine could not be asked or told, several times in a row. */
  "engine",
] as const;

/** One replay, kept by the engine: what to send, how far it is, why it stands still. */
export interface Job {
  /** `job_…`. */
  readonly id: string;
  /** Goes up with every change of this record; a change on an old one is refused. */
  readonly version: number;
  readonly state: JobState;
  readonly request: ReplayRequest;
  readonly plan: JobPlan;
  readonly createdTime: string;
  readonly endedTime?: string;
  readonly pause?: JobPause;
  /** The counts of each consumer when the job was begun or last resumed. */
  readonly base: Readonly<Record<string, LaneCounts>>;
  /** Who works on it now: nobody else does until then. */
  readonly runner?: { readonly holder: string; readonly until: string };
  /** Letters that are being sent to where nobody can tell whether they arrived. */
  readonly sending: readonly string[];
  /** Letters that may have been sent twice: their sending was cut off half-way. */
  readonly maybeTwice: readonly string[];
  /** Where a replay by the bus's own archive stands. */
  readonly archive?: ArchiveRun;
}

/** So many letters are named as maybe sent twice; a job that is cut off more often than this is looked at anyway. */
export const mostNamed = 10_000;

export interface JobPause {
  readonly reason: (typeof pauseReasons)[number];
  /** For people. */
  readonly message: string;
  readonly time: string;
}

/** What the job was planned for, counted before it began. */
export interface JobPlan {
  /** Letters, or events to a consumer each. */
  readonly count: number;
  /** By consumer; a job sends to no others, except over the bus. */
  readonly lanes: readonly { readonly consumer: string; readonly count: number }[];
  /** What fits and is left alone, with why. */
  readonly skipped: readonly Skipped[];
  readonly bytes: number;
  readonly estimateSeconds: number;
  /** Over the bus: what letters' events bring to consumers beside their own. */
  readonly others?: readonly PlannedOther[];
  /** Sent by the bus from its archive: nobody can say how many, so `count` and what is derived from it are 0. */
  readonly archive?: ArchivePlan;
}

/** An event with several letters counts once. */
export interface PlannedOther {
  readonly consumer: string;
  readonly count: number;
  /** Left alone, with why. */
  readonly skipped: readonly Skipped[];
}

export const skipReasons = [
  /** Failed in three generations; `force` sends it too. */
  "generations",
  /** The consumer has done it: idempotency would skip it; `again` sends it too. */
  "done",
  /** Somebody gave it up; `again` sends it too. */
  "discarded",
  /** It is on its way already. */
  "scheduled",
] as const;

export interface Skipped {
  readonly reason: (typeof skipReasons)[number];
  readonly count: number;
}

/** What a job did with one consumer, as the engine counted it. */
export interface LaneProgress extends LaneCounts {
  readonly consumer: string;
  /** Events of the archive that were left alone. */
  readonly skipped: number;
  /** Deliveries of which nobody knows whether an earlier, cut off sending reached the queue. */
  readonly maybeTwice?: readonly string[];
}

/** A job with how far it is. */
export interface JobReport extends Job {
  readonly lanes: readonly LaneProgress[];
  readonly sent: number;
  readonly done: number;
  /** Dead again. */
  readonly failedAgain: number;
  /** On their way: not tried yet, or tried and due again. */
  readonly open: number;
  readonly skippedCount: number;
  /** Planned and not sent. */
  readonly left: number;
  /** What it waits for, where it runs. */
  readonly waitsFor?: string;
}

/** Adds up what the engine counted. */
export function reportOf(job: Job, lanes: readonly LaneProgress[], waitsFor?: string): JobReport {
  const sum = (value: (lane: LaneProgress) => number): number =>
    lanes.reduce((total, lane) => total + value(lane), 0);
  const [sent, done, failedAgain] = [sum((l) => l.sent), sum((l) => l.done), sum((l) => l.failed)];
  const skippedOnTheWay = sum((lane) => lane.skipped);
  const planned = new Map(job.plan.lanes.map(({ consumer, count }) => [consumer, count]));
  const left = [...planned].reduce((total, [consumer, count]) => {
    const lane = lanes.find((each) => each.consumer === consumer);
    return total + Math.max(0, count - (lane?.sent ?? 0));
  }, 0);
  return {
    ...job,
    maybeTwice: [...new Set([...job.maybeTwice, ...lanes.flatMap((lane) => lane.maybeTwice ?? [])])],
    lanes,
    sent,
    done,
    failedAgain,
    open: Math.max(0, sent - done - failedAgain),
    // The archive counts on the way, exactly; what was skipped among letters was counted when the job was planned.
    skippedCount:
      job.request.what.kind === "archive"
        ? skippedOnTheWay
        : job.plan.skipped.reduce((total, { count }) => total + count, 0),
    left,
    ...(waitsFor !== undefined && job.state === "running" && { waitsFor }),
  };
}

/** The job paused. Throws nothing: a job that is not running stays as it is, and is answered unchanged. */
export function paused(job: Job, pause: JobPause): Job {
  return job.state === "running" ? { ...withdrawn(released(job)), state: "paused", pause } : job;
}

/** The job running again; judged from now on by what happens from now on. */
export function resumed(job: Job, lanes: readonly LaneProgress[]): Job {
  if (job.state !== "paused") return job;
  const { pause: _, ...rest } = job;
  return { ...rest, state: "running", base: baseOf(lanes) };
}

/** The job given up; what is on its way goes on. */
export function cancelled(job: Job, now: Date): Job {
  if (job.state !== "running" && job.state !== "paused") return job;
  return { ...withdrawn(released(job)), state: "cancelled", endedTime: now.toISOString() };
}

export function completed(job: Job, now: Date): Job {
  if (job.state !== "running") return job;
  return { ...released(job), state: "completed", endedTime: now.toISOString() };
}

function baseOf(lanes: readonly LaneProgress[]): Job["base"] {
  return Object.fromEntries(
    lanes.map(({ consumer, sent, done, failing, failed }) => [consumer, { sent, done, failing, failed }]),
  );
}

/** The bus is told to stop by whoever writes this; it is not somebody else's doing when it has. */
function withdrawn(job: Job): Job {
  const { archive } = job;
  if (archive?.current === undefined) return job;
  return { ...job, archive: { ...archive, current: { ...archive.current, isWithdrawn: true } } };
}

function released(job: Job): Job {
  const { runner: _, ...rest } = job;
  return rest;
}
