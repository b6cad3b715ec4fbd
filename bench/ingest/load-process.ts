import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createDeferred } from "./deferred.ts";
import type { LoadCommand, LoadPlan, LoadReport, LoadResult } from "./load-plan.ts";

/** A load generator that has built its requests and opened its connections. */
export interface LoadProcess {
  /** Sends everything. Settles with the last answer, or when the generator gave up. */
  readonly run: () => Promise<LoadResult>;
  /** Has the trace written, which costs CPU, and settles when the process is gone. */
  readonly writeTrace: () => Promise<void>;
  readonly kill: () => void;
}

/** Starts `load.ts` and waits until it could send. Throws when it ends instead. */
export async function startLoad(plan: LoadPlan): Promise<LoadProcess> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("load.ts", import.meta.url)), JSON.stringify(plan)],
    {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  const ready = createDeferred<void>();
  const done = createDeferred<LoadResult>();
  const written = createDeferred<void>();
  child.on("message", (report: LoadReport) => {
    if (report.state === "ready") ready.resolve();
    else if (report.state === "done") done.resolve(report);
    else written.resolve();
  });
  const ended = once(child, "exit");
  const failed = ended.then(([code, signal]) => {
    throw new Error(`the load generator ended with ${code ?? signal}`);
  });
  failed.catch(() => undefined); // it matters only while something is waited for
  const tell = (command: LoadCommand): void => {
    child.send(command);
  };

  await Promise.race([ready.promise, failed]);
  return {
    run: () => {
      tell("go");
      return Promise.race([done.promise, failed]);
    },
    writeTrace: async () => {
      tell("write");
      await Promise.race([written.promise, failed]);
      await ended;
    },
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}
