import type { BackfillRequest, BackfillResult, ReconcilePlan } from "@hookyard/core";
import type { OpenedLog } from "./open-log.ts";
import { graceMilliseconds } from "./open-log.ts";
import {
  type AcceptedEvents,
  type Missing,
  newReconcile,
  reconcile,
  type ReconcileState,
} from "./reconcile.ts";

/** How far a source's schedule has come: plain data. */
export interface ScheduleProgress {
  /** Everything before it was compared; RFC 3339. Absent before the first run has come to its end. */
  readonly comparedUntil?: string;
  /** The run that was stopped. */
  readonly run?: ReconcileState;
}

/** Keeps it between two runs. */
export interface ScheduleProgressStore {
  /** Empty before the first run. */
  read(): Promise<ScheduleProgress>;
  /** False, and nothing is written, when another run has written since this one last read or wrote. */
  write(progress: ScheduleProgress): Promise<boolean>;
}

export interface ScheduledRunOptions {
  readonly plan: ReconcilePlan;
  readonly opened: OpenedLog;
  /** What was accepted since a moment. */
  readonly accepted: (since: Date) => Promise<AcceptedEvents>;
  /** Brings in what never arrived; asked only where the plan wants it. */
  readonly backfill:
    | ((requests: readonly BackfillRequest[]) => Promise<readonly BackfillResult[]>)
    | undefined;
  readonly progress: ScheduleProgressStore;
  readonly now: () => Date;
  /** Stops it between two pages; the next run goes on there. */
  readonly signal: AbortSignal;
}

/** What one run came to. */
export interface ScheduledReport {
  readonly since: string;
  readonly until: string;
  /** `stopped`: the next run goes on. `superseded`: another run of the same schedule is at it. */
  readonly end: "complete" | "stopped" | "superseded";
  /** Different events that this run found on record. */
  readonly recorded: number;
  /** What this run found that never arrived, and what became of each. */
  readonly missing: readonly Missing[];
  /** Time that no run has compared and the provider has forgotten: nobody ran for so long. */
  readonly forgotten?: { readonly since: string; readonly until: string };
}

const dayMilliseconds = 86_400_000;
/** Of what a run found, so much is kept for the next one to know again. */
const mostKept = 500;
const mostReasonLetters = 200;

/**
 * One run of a source's schedule: goes on with the run that was stopped, else looks as far back as the plan says, and at
 * whatever no run has looked at. What is kept is durable after each page. Running it twice changes nothing. Throws
 * `ApiError`, and what `accepted`, `backfill` and `progress` throw; the next run then goes on behind the last page.
 */
export async function runScheduled(options: ScheduledRunOptions): Promise<ScheduledReport> {
  const { plan, opened, progress, signal } = options;
  const kept = await progress.read();
  const { start, forgotten } = startOf(options, kept);
  const superseded = new AbortController();
  const state = await reconcile({
    log: opened.log,
    accepted: await options.accepted(new Date(start.since)),
    remedy:
      plan.backfill && options.backfill !== undefined
        ? { kind: "backfill", send: options.backfill }
        : { kind: "report" },
    isExpected: opened.isExpected,
    state: start,
    signal: AbortSignal.any([signal, superseded.signal]),
    async onPage(reached) {
      if (!(await progress.write(progressOf(reached, kept)))) superseded.abort();
    },
  });
  return {
    since: state.since,
    until: state.until,
    end: endOf(state, superseded.signal),
    recorded: state.recorded - start.recorded,
    missing: state.missing.slice(start.missing.length),
    ...(forgotten !== undefined && { forgotten }),
  };
}

function endOf(
  { isComplete }: ReconcileState,
  { aborted: isSuperseded }: AbortSignal,
): ScheduledReport["end"] {
  if (isSuperseded) return "superseded";
  return isComplete ? "complete" : "stopped";
}

function startOf(
  { plan, opened, now }: ScheduledRunOptions,
  { comparedUntil, run }: ScheduleProgress,
): { readonly start: ReconcileState; readonly forgotten?: ScheduledReport["forgotten"] } {
  const time = now().getTime();
  const reach = time - opened.log.reachDays * dayMilliseconds;
  if (run !== undefined && Date.parse(run.since) >= reach) return { start: run };
  const until = time - graceMilliseconds;
  const compared = run === undefined ? comparedUntil : run.since;
  const wanted = Math.min(
    until - plan.sinceSeconds * 1000,
    compared === undefined ? until : Date.parse(compared),
  );
  const since = Math.max(wanted, reach);
  const start = newReconcile({ since: new Date(since), until: new Date(until) });
  if (compared === undefined || Date.parse(compared) >= since) return { start };
  return { start, forgotten: { since: compared, until: start.since } };
}

function progressOf(state: ReconcileState, before: ScheduleProgress): ScheduleProgress {
  if (state.isComplete) return { comparedUntil: state.until };
  return {
    ...(before.comparedUntil !== undefined && { comparedUntil: before.comparedUntil }),
    run: { ...state, missing: state.missing.slice(-mostKept).map(shortened) },
  };
}

/** A provider's words may be long, and what is kept has to fit into one item of a table. */
function shortened({ event, outcome, reason }: Missing): Missing {
  const { failure, ...rest } = event;
  return {
    event: { ...rest, ...(failure !== undefined && { failure: failure.slice(0, mostReasonLetters) }) },
    outcome,
    ...(reason !== undefined && { reason: reason.slice(0, mostReasonLetters) }),
  };
}
