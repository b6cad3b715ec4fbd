import type { Wait } from "../operator/wait.ts";
import type { ArchiveWaitReason } from "./archive-pace.ts";
import { type ArchiveStep, stepArchive, withdraw } from "./archive-step.ts";
import { completed, type Job, type LaneProgress, paused } from "./job.ts";
import {
  decidePace,
  isOverFailureLimit,
  type Lane,
  mostOpen,
  noCounts,
  openOf,
  type Pace,
  type WaitReason,
} from "./pace.ts";
import type { ReplayPorts } from "./replay-ports.ts";
import { type LanePosition, laneStart, sendLane } from "./send-lane.ts";

export interface RunJobOptions {
  readonly ports: ReplayPorts;
  readonly now: () => Date;
  readonly wait: Wait;
  /** Ends the run, not the job. */
  readonly stop: AbortSignal;
  /** Who runs it. The same name may take over from itself at once: give it to one runner at a time. */
  readonly holder: string;
  /** Told now and then what the job waits for; `undefined` while it sends. */
  readonly onWait?: (reason: JobWaitReason | undefined) => void;
}

export type JobWaitReason = WaitReason | ArchiveWaitReason | "results";

/** Why a run ended: the job did (or stands still), the runner was stopped, or somebody else runs it. */
export type RunEnd =
  | { readonly kind: "ended"; readonly job: Job }
  | { readonly kind: "stopped" }
  | { readonly kind: "taken"; readonly holder: string }
  | { readonly kind: "not_found" };

/** A runner that has not been heard of for so long is taken for dead, and another may go on. */
const claimMilliseconds = 30_000;
const mostWaitMilliseconds = 500;
/** So often in a row the engine may fail before the job pauses. */
const mostFailures = 5;

/** Somebody changed the job meanwhile: what they said is read before anything else is done. */
class Overtaken extends Error {}

/**
 * Works on a job until it ends or stands still: looks, decides by {@link decidePace}, sends, looks again. Nothing that
 * matters is in memory: it may be ended at any moment, and whoever runs the job next goes on where it was.
 */
export async function runJob(id: string, options: RunJobOptions): Promise<RunEnd> {
  const { ports, now, wait, stop, holder, onWait } = options;
  const memory = new Map<string, LaneMemory>();
  let failures = 0;
  while (!stop.aborted) {
    let next: Waiting;
    try {
      const step = await runStep(id, options, memory);
      failures = 0;
      if (step.kind !== "wait") return step;
      next = step;
    } catch (error) {
      if (error instanceof Overtaken) continue;
      failures += 1;
      if (failures >= mostFailures) return pauseBroken(id, { ports, now, error });
      await wait(2 ** failures * 100, stop);
      continue;
    }
    onWait?.(next.reason);
    if (next.milliseconds > 0) await wait(next.milliseconds, stop);
  }
  await letGo(id, holder, ports);
  return { kind: "stopped" };
}
interface LaneMemory {
  readonly position: LanePosition;
  readonly rampStart?: number;
  readonly lastSend?: number;
}

interface Waiting {
  readonly kind: "wait";
  readonly milliseconds: number;
  readonly reason: JobWaitReason | undefined;
}

type Step = RunEnd | Waiting;

async function runStep(id: string, options: RunJobOptions, memory: Map<string, LaneMemory>): Promise<Step> {
  const { ports, now } = options;
  const found = await ports.jobs.get(id);
  if (found === undefined) return { kind: "not_found" };
  if (found.state !== "running") {
    await withdraw(found, ports); // whoever wrote this may have ended before saying so
    return { kind: "ended", job: found };
  }
  let job = await claim(found, options);
  if (job === undefined) return { kind: "taken", holder: found.runner?.holder ?? "somebody else" };

  const consumers = job.plan.lanes.map(({ consumer }) => consumer);
  const [progress, ages] = await Promise.all([
    ports.replays.progress(id),
    ports.replays.backlogAgeSeconds(consumers),
  ]);
  const broken = findBroken(job, progress);
  if (broken !== undefined) return { kind: "ended", job: await pauseFailing(job, broken, options) };

  if (job.archive !== undefined) return runArchive(job, progress, Math.max(0, ...ages), options);

  const waits: Extract<Pace, { kind: "wait" }>[] = [];
  let hasSent = false;
  let open = 0;
  for (const [index, consumer] of consumers.entries()) {
    const known = memory.get(consumer) ?? { position: laneStart };
    const time = now().getTime();
    const lane = laneOf(job, consumer, { progress, known, backlogAgeSeconds: ages[index] ?? 0 });
    const pace = decidePace(lane, job.request.limits, time);
    if (pace.kind === "wait") waits.push(pace);
    if (pace.kind !== "send") continue;
    const save = saver(job, options);
    const sent = await sendLane({ ports, job, consumer, count: pace.count, position: known.position, save });
    job = sent.job;
    hasSent ||= sent.sent > 0 || !sent.position.isDrained;
    memory.set(consumer, {
      position: sent.position,
      lastSend: sent.sent > 0 ? time : (known.lastSend ?? time),
      ...(pace.phase === "ramp" && { rampStart: known.rampStart ?? time }),
    });
  }
  for (const lane of progress) open += openOf(lane);
  if (hasSent) return { kind: "wait", milliseconds: 0, reason: undefined };
  const [first] = waits.toSorted((one, other) => one.milliseconds - other.milliseconds);
  if (first !== undefined) {
    const milliseconds = Math.min(first.milliseconds, mostWaitMilliseconds);
    return { kind: "wait", milliseconds, reason: first.reason };
  }
  const isDrained = consumers.every((consumer) => memory.get(consumer)?.position.isDrained === true);
  if (!isDrained) return { kind: "wait", milliseconds: 0, reason: undefined };
  if (open > 0) return { kind: "wait", milliseconds: mostWaitMilliseconds, reason: "results" };
  return { kind: "ended", job: await write(completed(job, now()), ports) };
}

async function runArchive(
  job: Job,
  progress: readonly LaneProgress[],
  backlogAgeSeconds: number,
  options: RunJobOptions,
): Promise<Step> {
  const { ports, now } = options;
  const { archive } = ports;
  if (archive === undefined) throw new Error("this engine has no archive: the job should have been refused");
  let current = job;
  const keep = saver(job, options);
  const save = async (change: Partial<Job>): Promise<Job> => (current = await keep(change));
  const step: ArchiveStep = await stepArchive({
    archive,
    job,
    progress,
    backlogAgeSeconds,
    now: now(),
    save,
  });
  switch (step.kind) {
    case "wait":
      return step;
    case "drained":
      return { kind: "ended", job: await write(completed(current, now()), ports) };
    case "broken": {
      const pause = { reason: "engine", message: step.message, time: now().toISOString() } as const;
      return { kind: "ended", job: await write(paused(current, pause), ports) };
    }
  }
}

interface LaneState {
  readonly progress: readonly LaneProgress[];
  readonly known: LaneMemory;
  readonly backlogAgeSeconds: number;
}

function laneOf(job: Job, consumer: string, { progress, known, backlogAgeSeconds }: LaneState): Lane {
  return {
    counts: progress.find((each) => each.consumer === consumer) ?? noCounts,
    base: job.base[consumer] ?? noCounts,
    isDrained: known.position.isDrained,
    backlogAgeSeconds,
    mostOpen: Math.floor(mostOpen / Math.max(1, job.plan.lanes.length)),
    ...(known.rampStart !== undefined && { rampStart: known.rampStart }),
    ...(known.lastSend !== undefined && { lastSend: known.lastSend }),
  };
}

/** A consumer that fails too much again; over the bus it may be one that the job does not aim at. */
function findBroken(job: Job, progress: readonly LaneProgress[]): LaneProgress | undefined {
  return progress.find((counts) =>
    isOverFailureLimit({ counts, base: job.base[counts.consumer] ?? noCounts }, job.request.limits),
  );
}

async function pauseFailing(job: Job, lane: LaneProgress, { ports, now }: RunJobOptions): Promise<Job> {
  const base = job.base[lane.consumer] ?? noCounts;
  const bad = lane.failing + lane.failed - base.failing - base.failed;
  const results = bad + lane.done - base.done;
  const share = Math.round(job.request.limits.maxFailureShare * 100);
  const message = `${bad} of ${results} failed again at ${lane.consumer}: more than the ${share} % that the job may bear`;
  const pausedJob = await write(
    paused(job, { reason: "failures", message, time: now().toISOString() }),
    ports,
  );
  await withdraw(pausedJob, ports);
  return pausedJob;
}

async function pauseBroken(
  id: string,
  { ports, now, error }: Pick<RunJobOptions, "ports" | "now"> & { readonly error: unknown },
): Promise<RunEnd> {
  const job = await ports.jobs.get(id);
  if (job === undefined) return { kind: "not_found" };
  const what = error instanceof Error ? error.message : String(error);
  const message = `the engine failed ${mostFailures} times in a row: ${what}`;
  const next = paused(job, { reason: "engine", message, time: now().toISOString() });
  const written = (await ports.jobs.update(next)) ?? next;
  // The engine fails anyway; where the bus cannot be told either, the next pause, cancel or run tells it.
  await withdraw(written, ports).catch(() => undefined);
  return { kind: "ended", job: written };
}

/** Makes sure that nobody else runs the job for the next while; `undefined` where somebody does. */
async function claim(job: Job, { ports, now, holder }: RunJobOptions): Promise<Job | undefined> {
  const time = now().getTime();
  const until = job.runner === undefined ? 0 : Date.parse(job.runner.until);
  if (job.runner?.holder === holder && until - time > claimMilliseconds / 2) return job;
  if (job.runner !== undefined && job.runner.holder !== holder && until > time) return undefined;
  const runner = { holder, until: new Date(time + claimMilliseconds).toISOString() };
  return write({ ...job, runner }, ports);
}

async function letGo(id: string, holder: string, { jobs }: ReplayPorts): Promise<void> {
  const job = await jobs.get(id);
  if (job?.runner?.holder !== holder) return;
  const { runner: _, ...rest } = job;
  await jobs.update(rest); // if somebody was faster, they have said what is to happen
}

function saver(job: Job, { ports }: RunJobOptions): (change: Partial<Job>) => Promise<Job> {
  let current = job;
  return async (change) => (current = await write({ ...current, ...change }, ports));
}

async function write(job: Job, { jobs }: ReplayPorts): Promise<Job> {
  const written = await jobs.update(job);
  if (written === undefined) throw new Overtaken();
  return written;
}
