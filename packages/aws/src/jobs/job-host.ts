import type { Wait } from "@hookyard/core/operator/wait";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import { runJob } from "@hookyard/core/replay/run-job";

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

/** @example createJobHost({ ports, now: () => new Date(), wait: waitFor, holder: randomUUID(), tidy }) */
export function createJobHost({ ports, now, wait, holder, tidy }: JobHostOptions): JobHost {
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();
  const waits = new Map<string, string>();

  const run = async (id: string): Promise<void> => {
    const onWait = (reason: string | undefined): void => {
      if (reason === undefined) waits.delete(id);
      else waits.set(id, reason);
    };
    while (!stop.signal.aborted) {
      const end = await runJob(id, { ports, now, wait, stop: stop.signal, holder, onWait });
      if (end.kind === "taken") {
        waits.set(id, "runner");
        await wait(takenMilliseconds, stop.signal);
        continue;
      }
      if (end.kind !== "ended") return;
      for (const { consumer, sent } of await ports.replays.progress(id)) {
        if (end.job.request.to.kind !== "http" && sent > 0) await tidy(consumer, sent);
      }
      // Resumed while this run was ending: it has not seen it.
      if ((await ports.jobs.get(id))?.state !== "running") return;
    }
  };

  return {
    kick(id) {
      if (running.has(id) || stop.signal.aborted) return;
      const work = run(id)
        // AWS did not answer; what there is to say of it stands in the job, or the next look at it fails too.
        .catch(() => undefined)
        .finally(() => {
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
