import type { Wait } from "@hookyard/core/operator/wait";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import { runJob } from "@hookyard/core/replay/run-job";

/** Runs the jobs of this process's engine, several at once. */
export interface JobHost {
  /** A job may have something to do now. */
  kick(id: string): void;
  /** What a job waits for; `undefined` when it sends, or is not run here. */
  waitsFor(id: string): string | undefined;
  /** Lets go of all jobs; they go on with the next start. */
  stop(): Promise<void>;
}

export interface JobHostOptions {
  readonly ports: ReplayPorts;
  readonly now: () => Date;
  readonly wait: Wait;
  /** Told when a job cannot be run at all: the engine is broken. */
  readonly onError: (job: string, error: unknown) => void;
}

/**
 * The name that every process on this data directory runs jobs under: its lock says that there is one at a time, so the
 * next takes over at once from one that was killed.
 */
const holder = "engine";
const jobsPerPage = 100;

/** Goes on with the jobs that were running when the last process ended, and takes new ones. */
export function createJobHost({ ports, now, wait, onError }: JobHostOptions): JobHost {
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const waits = new Map<string, string>();
  /** Jobs whose run threw: taking them up again at once would keep this thread busy. */
  const isBroken = new Set<string>();

  const kick = (id: string): void => {
    if (running.has(id) || stop.signal.aborted) return;
    isBroken.delete(id);
    const onWait = (reason: string | undefined): void => {
      if (reason === undefined) waits.delete(id);
      else waits.set(id, reason);
    };
    const run = runJob(id, { ports, now, wait, stop: stop.signal, holder, onWait })
      .catch((error: unknown) => {
        isBroken.add(id);
        onError(id, error);
      })
      .then(async () => {
        running.delete(id);
        waits.delete(id);
        // Resumed while its last run was ending: that run has not seen it.
        const job = stop.signal.aborted ? undefined : await ports.jobs.get(id).catch(() => undefined);
        if (job?.state === "running" && !isBroken.has(id)) kick(id);
      });
    running.set(id, run);
  };
  const find = async (): Promise<void> => {
    let cursor: string | undefined;
    do {
      const { rows, next } = await ports.jobs.list({
        limit: jobsPerPage,
        ...(cursor !== undefined && { cursor }),
      });
      for (const { id, state } of rows) if (state === "running") kick(id);
      cursor = next;
    } while (cursor !== undefined && !stop.signal.aborted);
  };
  const found = find().catch((error: unknown) => onError("(all)", error));

  return {
    kick,
    waitsFor: (id) => waits.get(id),
    async stop() {
      stop.abort();
      await found;
      await Promise.all(running.values());
    },
  };
}
