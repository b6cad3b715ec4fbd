import { spawn } from "node:child_process";
import { once } from "node:events";
import type { DeadLetterDetail } from "@hookyard/core";
import { EngineError } from "../errors.ts";
import { withoutSecrets } from "../secrets.ts";
import type { LetterRun, RunLetters } from "./protocol.ts";

export interface RunLettersHereOptions {
  readonly routerFile: string;
  readonly letters: readonly DeadLetterDetail[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Waits for a debugger before the first line of the handler's file runs. */
  readonly inspect: boolean;
  readonly stop: AbortSignal;
  readonly onRun: (run: LetterRun) => void;
}

/**
 * Runs the handlers of this checkout on letters, one after the other, in a process that shares this terminal. Changes
 * nothing in the engine. Resolves with what became of each letter; fewer than letters, when it was stopped or the
 * process ended under a handler. Throws `EngineError` `consumer_load_failed` when the process does not start.
 */
export async function runLettersHere(options: RunLettersHereOptions): Promise<readonly LetterRun[]> {
  const { routerFile, letters, env, inspect, stop, onRun } = options;
  const runs: LetterRun[] = [];
  const child = spawn(
    process.execPath,
    [
      ...(inspect ? ["--inspect-brk=127.0.0.1:0"] : []),
      new URL("./run-process.ts", import.meta.url).pathname,
    ],
    { stdio: ["inherit", "inherit", "inherit", "ipc"], env: withoutSecrets(env) },
  );
  const end = (): void => void child.kill();
  stop.addEventListener("abort", end, { once: true });
  child.on("message", (run) => {
    runs.push(run as LetterRun); // safe: only `run-process.ts` speaks to this process
    onRun(run as LetterRun);
  });
  try {
    const ended = once(child, "exit");
    child.send({ routerFile, letters } satisfies RunLetters);
    await ended;
  } catch (cause) {
    throw new EngineError("consumer_load_failed", `the handlers' process did not start: ${String(cause)}`, {
      cause,
    });
  } finally {
    stop.removeEventListener("abort", end);
  }
  return runs;
}
