import { type ArchiveWaitReason, advanced, begun, decideWindow, ended, held } from "./archive-pace.ts";
import type { ArchiveRun, CurrentWindow, EventArchive, WindowState } from "./event-archive.ts";
import type { Job, LaneProgress } from "./job.ts";
import { type LaneCounts, noCounts, openOf, type WaitReason } from "./pace.ts";

export interface ArchiveStepOptions {
  readonly archive: EventArchive;
  readonly job: Job;
  readonly progress: readonly LaneProgress[];
  readonly backlogAgeSeconds: number;
  readonly now: Date;
  /** Keeps a change of the job; rejects when somebody else was first. */
  readonly save: (change: Partial<Job>) => Promise<Job>;
}

export type ArchiveStep =
  | {
      readonly kind: "wait";
      readonly milliseconds: number;
      readonly reason: WaitReason | ArchiveWaitReason | "results";
    }
  | { readonly kind: "drained" }
  /** The bus ended the replay, and not because of us. */
  | { readonly kind: "broken"; readonly message: string };

/** The bus allows few looks a second, for all that an account does there. */
const lookMilliseconds = 3_000;
/** While the bus sends nothing, and what it sent is being worked off. */
const quietMilliseconds = 10_000;
const quotaMilliseconds = 15_000;

/**
 * One step of a job whose events the bus sends: looks at the window under way, or begins the next one. The window is
 * written down before it is begun, so whoever runs the job next finds it by its name, begun or not.
 */
export async function stepArchive(options: ArchiveStepOptions): Promise<ArchiveStep> {
  const { job, progress, now, save } = options;
  const { plan, archive: run } = job;
  if (plan.archive === undefined || run === undefined) throw new Error("the job is not from the archive");
  const { current } = run;
  if (current !== undefined) return follow(current, run, options);
  const decision = decideWindow({
    run,
    plan: plan.archive,
    open: progress.reduce((sum, lane) => sum + openOf(lane), 0),
    results: progress.reduce((sum, lane) => sum + resultsOf(lane) - resultsOf(job.base[lane.consumer]), 0),
    backlogAgeSeconds: options.backlogAgeSeconds,
    limits: job.request.limits,
    now: now.getTime(),
  });
  switch (decision.kind) {
    case "drained":
      return decision;
    case "wait": {
      const next = decision.reason === "backlog" ? held(run) : run;
      if (next !== run) await save({ archive: next });
      return wait(decision.reason, quietMilliseconds);
    }
    case "start": {
      const name = options.archive.nameOf(job.id, run.replays + 1, job.request.again);
      const window = { name, ...decision.window };
      await save({ archive: begun(run, window) });
      return start(window, options);
    }
  }
}

/** Stops what the bus sends for a job that stands still. A job that has nothing under way there stays as it is. */
export async function withdraw({ archive }: Job, ports: { readonly archive?: EventArchive }): Promise<void> {
  if (archive?.current !== undefined) await ports.archive?.cancel(archive.current.name);
}

async function follow(
  current: CurrentWindow,
  run: ArchiveRun,
  { archive, now, save, ...options }: ArchiveStepOptions,
): Promise<ArchiveStep> {
  const found = await archive.look(current.name);
  if (found === undefined) return start(current, { archive, now, save, ...options });
  const { state, upto = current.since } = found;
  switch (state) {
    case "running":
    case "cancelling": {
      const next = advanced(run, upto);
      if (next !== run) await save({ archive: next });
      return wait("archive");
    }
    case "completed":
      await save({ archive: ended(run, current.until, now) });
      return wait("results");
    case "cancelled":
    case "failed":
      await save({ archive: ended(run, upto, now) });
      return current.isWithdrawn === true && state === "cancelled"
        ? wait("results")
        : { kind: "broken", message: brokenMessage(current, found) };
  }
}

async function start(window: CurrentWindow, { archive, job }: ArchiveStepOptions): Promise<ArchiveStep> {
  const { what } = job.request;
  const consumer = what.kind === "archive" ? what.query.consumer : undefined;
  return (await archive.start(window, consumer)) ? wait("archive") : wait("quota", quotaMilliseconds);
}

function wait(
  reason: Extract<ArchiveStep, { kind: "wait" }>["reason"],
  milliseconds = lookMilliseconds,
): ArchiveStep {
  return { kind: "wait", milliseconds, reason };
}

function brokenMessage({ name }: CurrentWindow, { state, reason }: WindowState): string {
  const why = reason === undefined || reason === "" ? "it does not say why" : `it says: ${reason}`;
  return state === "failed"
    ? `the bus's replay ${name} failed; ${why}`
    : `somebody cancelled the bus's replay ${name}`;
}

function resultsOf({ done, failed }: LaneCounts = noCounts): number {
  return done + failed;
}
