import { OperatorError } from "../operator/operator-error.ts";
import type { DeadLetterDetail, Page, PageRequest } from "../operator/operator.ts";
import { type CheckOut, type CheckOuts, createCheckOuts } from "./check-out.ts";
import { editEvent, type FieldEdit } from "./edit-event.ts";
import { archiveStart } from "./archive-pace.ts";
import { withdraw } from "./archive-step.ts";
import { cancelled, type Job, type JobReport, paused, reportOf, resumed } from "./job.ts";
import { planReplay, type ReplayPlan } from "./plan.ts";
import type { ReplayPorts } from "./replay-ports.ts";
import type { ReplayRequest } from "./replay-request.ts";
import type { FieldChange } from "../port/replays.ts";

/** The part of an {@link Operator} that replays: the same for every engine, over its ports. */
export interface ReplayOperator {
  /** Counts what a request would send. Changes nothing. */
  planReplay(request: ReplayRequest): Promise<ReplayPlan>;
  /**
   * Plans, and keeps the plan as a job that runs. Who runs it is the engine's matter; where nothing runs, it waits.
   * The same `id` a second time answers the job that is there: a command that lost the connection may ask again.
   */
  startJob(id: string, request: ReplayRequest): Promise<JobReport>;
  /** Newest first. */
  jobs(page: PageRequest): Promise<Page<JobReport>>;
  /** `undefined` when there is no such job (any more). */
  job(id: string): Promise<JobReport | undefined>;
  /** What is on its way goes on. A job that is not running stays as it is; so below. Throws `not_found`. */
  pauseJob(id: string): Promise<JobReport>;
  /** Begins with a canary again. */
  resumeJob(id: string): Promise<JobReport>;
  cancelJob(id: string): Promise<JobReport>;
  /** Keeps up to {@link mostCheckedOut} letters from everybody else for a time, and answers them whole. */
  checkOut(id: string, letters: readonly string[], seconds: number): Promise<CheckOut>;
  /** `undefined` when it is over, by whatever way. */
  checkedOut(id: string): Promise<CheckOut | undefined>;
  /** Keeps the letters of a check-out longer, counted from now. Throws `not_found` when it is over. */
  extendCheckOut(id: string, seconds: number): Promise<CheckOut>;
  /** Gives the letters back. Says which there were. */
  returnCheckOut(id: string): Promise<{ readonly ids: readonly string[] }>;
  /** Sends exactly the letters of a check-out again. Throws `not_found` when it is over. */
  replayCheckOut(id: string): Promise<{ readonly ids: readonly string[] }>;
  /** Changes a letter's event for its own consumer, keeps the change in its history, and sends it again. */
  editDeadLetter(id: string, edits: readonly FieldEdit[], reason: string): Promise<EditedLetter>;
}

export interface EditedLetter {
  readonly id: string;
  readonly changes: readonly FieldChange[];
}

export interface ReplayOperatorOptions {
  readonly ports: ReplayPorts;
  readonly now: () => Date;
  /** All consumers of the router; absent where no router is at hand. */
  readonly consumers?: readonly string[];
  readonly deadLetter: (id: string) => Promise<DeadLetterDetail | undefined>;
  /** Told that a job may have something to do now. */
  readonly onRunnable?: (id: string) => void | Promise<void>;
  /** What a job waits for, where somebody here runs it. */
  readonly waitsFor?: (id: string) => string | undefined;
}

/**
 * @example createReplayOperator({ ports, now: () => new Date(), consumers: Object.keys(router.consumers), deadLetter })
 */
export function createReplayOperator(options: ReplayOperatorOptions): ReplayOperator {
  const { ports, now, onRunnable } = options;
  const checkOuts: CheckOuts = createCheckOuts(options);

  const report = async (job: Job): Promise<JobReport> =>
    reportOf(job, await ports.replays.progress(job.id), options.waitsFor?.(job.id));

  const change = async (id: string, to: (job: Job) => Job | Promise<Job>): Promise<JobReport> => {
    for (;;) {
      const job = await ports.jobs.get(id);
      if (job === undefined) throw notFound(`There is no job ${id}.`);
      const next = await to(job);
      const written = next === job ? job : await ports.jobs.update(next);
      if (written !== undefined) return report(written); // otherwise its runner was faster: once more
    }
  };

  /** What the bus is sending for the job is stopped too; asked again, this tries again. */
  const stopped = async (job: JobReport): Promise<JobReport> => {
    await withdraw(job, ports);
    return job;
  };

  return {
    ...checkOuts,
    planReplay: (request) => planReplay(checked(request, ports), { ...options, now: now() }),
    async startJob(id, request) {
      const known = await ports.jobs.get(id);
      if (known !== undefined) return report(known);
      const start = now();
      const plan = await planReplay(checked(request, ports), { ...options, now: start });
      const { until: _until, groups: _groups, ...kept } = plan;
      const job: Job = {
        id,
        version: 1,
        state: "running",
        request: chosen(request, kept),
        plan: kept,
        createdTime: start.toISOString(),
        base: {},
        sending: [],
        maybeTwice: [],
        ...(kept.archive !== undefined && { archive: archiveStart(kept.archive, request.limits) }),
      };
      await ports.jobs.add(job); // taken meanwhile: by the same command, asking again
      await onRunnable?.(id);
      return report((await ports.jobs.get(id)) ?? job);
    },
    async jobs(page) {
      const { rows, next } = await ports.jobs.list(page);
      const reports = await Promise.all(rows.map(report));
      return { rows: reports, ...(next !== undefined && { next }) };
    },
    async job(id) {
      const job = await ports.jobs.get(id);
      return job === undefined ? undefined : report(job);
    },
    async pauseJob(id) {
      const pause = { reason: "asked", message: "somebody paused it", time: now().toISOString() } as const;
      return stopped(await change(id, (job) => paused(job, pause)));
    },
    async resumeJob(id) {
      const job = await change(id, async (each) => resumed(each, await ports.replays.progress(id)));
      await onRunnable?.(id);
      return job;
    },
    cancelJob: async (id) => stopped(await change(id, (job) => cancelled(job, now()))),
    async editDeadLetter(id, edits, reason) {
      const [text] = await ports.replays.texts([id]);
      if (text === undefined) throw notFound(`There is no dead letter ${id}.`);
      const edited = editEvent(text, edits);
      const isSent = await ports.replays.sendEdited({ id, reason, ...edited });
      if (!isSent) throw notFound(`${id} is no dead letter, or somebody has checked it out.`);
      return { id, changes: edited.changes };
    },
  };
}

/** The request with the way that was chosen for it: whoever runs the job does not choose again. */
function chosen(request: ReplayRequest, { archive }: Pick<ReplayPlan, "archive">): ReplayRequest {
  const { what } = request;
  if (what.kind !== "archive") return request;
  return { ...request, what: { ...what, from: archive === undefined ? "table" : "archive" } };
}

/** Refuses what the engine at hand cannot do, before anything is counted. */
function checked(request: ReplayRequest, { match, post }: ReplayPorts): ReplayRequest {
  const { to, what } = request;
  if (to.kind === "bus" && what.kind === "dead-letters" && match === undefined) {
    throw new OperatorError(
      "router_missing",
      "there is no router at hand to say which consumers want an event. Start Hookyard, or name the router with --router FILE",
    );
  }
  if (to.kind === "http" && (what.kind === "archive" || post === undefined)) {
    const message = "only dead letters can be posted to an address";
    throw new OperatorError("request_invalid", message, { fields: [{ field: "to", message }] });
  }
  return request;
}

function notFound(message: string): OperatorError {
  return new OperatorError("not_found", message);
}
