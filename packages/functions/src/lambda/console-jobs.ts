import type { StageOperator } from "@hookyard/aws/open-stage";
import type { Wait } from "@hookyard/core/operator/wait";
import type { StreamingContext } from "./response-stream.ts";
import type { Telemetry } from "./telemetry.ts";

/** What the function is invoked with to run a job. */
export interface JobInvocation {
  readonly hookyardJob: string;
}

/** The job that an invocation is for; `undefined` when it is for something else. */
export function jobOf(event: unknown): string | undefined {
  if (typeof event !== "object" || event === null || !("hookyardJob" in event)) return undefined;
  return typeof event.hookyardJob === "string" ? event.hookyardJob : undefined;
}

export interface JobRunnerOptions {
  /** A stage of its own for each run, which runs jobs in this process. */
  readonly open: () => Pick<StageOperator, "jobs" | "replays" | "close">;
  /** Has another invocation go on with the job. */
  readonly handOver: (id: string) => Promise<void>;
  readonly wait: Wait;
  readonly telemetry: Telemetry;
}

/** Before the end of an invocation the job is let go of, with time for what is being sent, and for the next one to be invoked. */
const marginMilliseconds = 30_000;
const lookMilliseconds = 500;

/**
 * Runs a job until it ends, somebody else runs it, or this invocation is nearly over: then another goes on where it was.
 * Rejects when AWS does not answer, and Lambda invokes again, twice. Nothing that matters is in memory.
 */
export function createJobRunner(
  options: JobRunnerOptions,
): (id: string, context: Pick<StreamingContext, "getRemainingTimeInMillis">) => Promise<void> {
  const { open, handOver, wait, telemetry } = options;
  const never = new AbortController().signal;
  return async (id, context) => {
    const stage = open();
    const isRunning = async (): Promise<boolean> => (await stage.replays?.job(id))?.state === "running";
    let goesOn = true;
    try {
      stage.jobs.kick(id);
      while (goesOn && context.getRemainingTimeInMillis() > marginMilliseconds) {
        await wait(lookMilliseconds, never);
        goesOn = (await isRunning()) && stage.jobs.waitsFor(id) !== "runner";
      }
    } finally {
      await stage.close();
    }
    if (goesOn) await handOver(id);
    telemetry.log("info", "replay job", { job: id, handedOver: goesOn });
  };
}
