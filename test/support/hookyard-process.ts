import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOperator, type StartOptions } from "@hookyard/embedded";
import { createPrinted, type Printed } from "./printed.ts";

const repository = join(import.meta.dirname, "../..");

export interface ProcessOptions {
  readonly routerFile: string;
  /** Added to `PATH`; nothing else of this process's environment is handed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: a new one, removed with the process. */
  readonly dataDirectory?: string;
  /** With limits it is started through `serve.ts`; without them as a user starts it, by the command line. */
  readonly limits?: NonNullable<StartOptions["limits"]>;
  readonly flags?: readonly string[];
}

/** A Hookyard in a process of its own. */
export interface HookyardProcess {
  readonly pid: number;
  readonly url: string;
  readonly operatorUrl: string;
  readonly dataDirectory: string;
  /** All that it has printed, to both streams. */
  readonly printed: Printed;
  /** Resolves when it has ended, with its exit code or the signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<number | NodeJS.Signals>;
  /** SIGKILL, waits for its end, and removes what was made for it. */
  remove(): Promise<void>;
}

const alive = new Set<number>();
process.once("exit", () => {
  for (const pid of alive) process.kill(pid, "SIGKILL");
});

/** Starts Hookyard on free ports. Rejects, with what it printed, when it ends before it has started. */
export async function startHookyardProcess(options: ProcessOptions): Promise<HookyardProcess> {
  const home = mkdtempSync(join(tmpdir(), "hookyard-test-"));
  const dataDirectory = options.dataDirectory ?? join(home, "data");
  const child = spawn(process.execPath, programOf(options, dataDirectory), {
    cwd: home,
    env: childEnvironment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const pid = child.pid ?? -1;
  alive.add(pid);
  const printed = createPrinted([child.stdout, child.stderr]);
  // `close`, not `exit`: then all that it printed has been read.
  const ended = once(child, "close").then(([code, signal]): number | NodeJS.Signals => {
    alive.delete(pid);
    // Then it holds nothing: a test that kills process after process on one directory removes only its last.
    if (options.dataDirectory !== undefined) rmSync(home, { recursive: true, force: true });
    return code ?? signal;
  });
  const remove = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    rmSync(home, { recursive: true, force: true });
  };
  const started = await Promise.race([printed.line("started"), ended]);
  if (typeof started !== "object") {
    await remove();
    throw new Error(`Hookyard ended (${started}) before it had started: ${printed.text()}`);
  }
  return {
    pid,
    url: String(started["url"]),
    operatorUrl: String(started["operatorUrl"]),
    dataDirectory,
    printed,
    ended,
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
    remove,
  };
}

/** Asks the operator interface of a data directory one thing, whether a process runs on it or not. */
export async function askOperator<Answer>(
  dataDirectory: string,
  ask: (operator: Awaited<ReturnType<typeof openOperator>>["operator"]) => Promise<Answer>,
): Promise<Answer> {
  const { operator } = await openOperator({ dataDirectory });
  try {
    return await ask(operator);
  } finally {
    await operator.close();
  }
}

export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one `hookyard` command to its end. */
export async function runHookyard(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [hookyardCommand, ...parameters], {
    cwd: tmpdir(),
    env: childEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = createPrinted([child.stdout]);
  const err = createPrinted([child.stderr]);
  const [exitCode] = await once(child, "close");
  return { exitCode: Number(exitCode), out: out.text(), err: err.text() };
}

/** The file that `npx hookyard` runs. */
export const hookyardCommand = join(repository, "packages/cli/bin/hookyard.js");

function programOf({ routerFile, limits, flags = [] }: ProcessOptions, dataDirectory: string): string[] {
  if (limits !== undefined) {
    const options = JSON.stringify({ routerFile, dataDirectory, limits });
    return [join(import.meta.dirname, "serve.ts"), options];
  }
  const places = ["--router", routerFile, "--data", dataDirectory, "--port", "0", "--operator-port", "0"];
  return [hookyardCommand, "start", ...places, "--json", ...flags];
}

function childEnvironment(env: ProcessOptions["env"]): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    NODE_COMPILE_CACHE: join(repository, "node_modules/.cache/hookyard"),
    ...env,
  };
}
