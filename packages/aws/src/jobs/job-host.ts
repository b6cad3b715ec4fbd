import type { Wait } from "@hookyard/core/operator/wait";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import { type RunEnd, runJob } from "@hookyard/core/replay/run-job";
import { errorCodeOf } from "../bus/service-error.ts";

/** Runs jobs in the process of the command that began or resumed them: a deployed stage has no process of its own. */
export interface JobHost {
  /** The job has something to do now, and is run here unless somebody else runs it. */
  kick(id: string): void;
  /** What a job waits for; `undefined` when it sends, or is not run here. */
  waitsFor(id: string): string | undefined;
  /** Lets go of all jobs. They go on when somebody resumes them. */
  stop(): Promise<void>;
}

export interface JobHostOptions {
  readonly ports: ReplayPorts;
  readonly now: () => Date;
  readonly wait: Wait;
  /** Tells this process from every other. */
  readonly holder: string;
  /** Removes the messages of letters that were sent to a consumer from its dead-letter queue. */
  readonly tidy: (consumer: string, sent: number) => Promise<void>;
}

/** Somebody who runs the job and is silent for so long as `run-job.ts` says is taken for dead: it is looked after so often. */
const takenMilliseconds = 1_000;
/** AWS did not answer, even to say so in the job: it is asked again after this, twice as long each time. */
const firstRetryMilliseconds = 1_000;
const mostRetryMilliseconds = 30_000;

/** @example createJobHost({ ports, now: () => new Date(), wait: waitFor, holder: randomUUID(), tidy }) */
export function createJobHost({ ports, now, wait, holder, tidy }: JobHostOptions): JobHost {
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const waits = new Map<string, string>();

  const tidyAfter = async (id: string, { request }: (RunEnd & { readonly kind: "ended" })["job"]) => {
    if (request.to.kind === "http") return; // its letters are still dead
    for (const { consumer, sent } of await ports.replays.progress(id)) {
      if (sent > 0) await tidy(consumer, sent);
    }
  };

  /** One run, and what comes after it. Answers the milliseconds to the next one; `undefined`: there is none. */
  const runOnce = async (id: string): Promise<number | undefined> => {
    const onWait = (reason: string | undefined): void => {
      if (reason === undefined) waits.delete(id);
      else waits.set(id, reason);
    };
    const end = await runJob(id, { ports, now, wait, stop: stop.signal, holder, onWait });
    switch (end.kind) {
      case "taken":
        waits.set(id, "runner");
        return takenMilliseconds;
      case "ended":
        await tidyAfter(id, end.job);
        // Resumed while this run was ending: it has not seen it.
        return (await ports.jobs.get(id))?.state === "running" ? 0 : undefined;
      case "stopped":
      case "not_found":
        return undefined;
    }
  };

  const run = async (id: string): Promise<void> => {
    let retryMilliseconds = firstRetryMilliseconds;
    while (!stop.signal.aborted) {
      let next: number | undefined;
      try {
        next = await runOnce(id);
        retryMilliseconds = firstRetryMilliseconds;
      } catch (error) {
        // A run that is being stopped could not let go of the job: its claim runs out by itself.
        waits.set(id, `another try, after ${errorCodeOf(error)}`);
        next = retryMilliseconds;
        retryMilliseconds = Math.min(mostRetryMilliseconds, retryMilliseconds * 2);
      }
      if (next === undefined) return;
      if (next > 0) await wait(next, stop.signal);
    }
  };

  return {
    kick(id) {
      if (running.has(id) || stop.signal.aborted) return;
      const work = run(id).finally(() => {
        running.delete(id);
        waits.delete(id);
      });
      running.set(id, work);
    },
    waitsFor: (id) => waits.get(id),
    async stop() {
      stop.abort();
      await Promise.all(running.values());
    },
  };
}
