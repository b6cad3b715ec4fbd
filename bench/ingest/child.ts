import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createDeferred } from "./deferred.ts";
import type { Scope } from "./scope.ts";

export interface StartOptions<Ready> {
  readonly command: string;
  readonly args: readonly string[];
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Recognises the line of standard output that says the child is ready, and takes from it what is needed. */
  readonly ready: (line: string) => Ready | undefined;
  readonly readyMs?: number;
}

export interface StartedChild<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  /** Asks it to end (SIGTERM), insists after ten seconds (SIGKILL), and settles when it is gone. */
  readonly end: () => Promise<void>;
}

const endMs = 10_000;
const keptLines = 30;

/**
 * Starts a child and waits until it is ready. It ends with the scope at the latest. Throws, with what it said, when
 * it ends or stays silent instead.
 */
export async function startChild<Ready>(
  scope: Scope,
  options: StartOptions<Ready>,
): Promise<StartedChild<Ready>> {
  const { command, args, readyMs = 30_000 } = options;
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (): Promise<void> => endChild(child);
  scope.defer(end);

  const ready = createDeferred<Ready>();
  const said: string[] = [];
  const fail = (why: string): void =>
    ready.reject(new Error([`${command} ${args.join(" ")}: ${why}`, ...said].join("\n  ")));
  const givingUp = setTimeout(() => fail(`not ready after ${readyMs} ms`), readyMs);
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => fail(`ended with ${code ?? signal} before it was ready`));
  // Both are read to the end, so that the child never waits for a reader.
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (said.length < keptLines) said.push(line);
  });
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (said.length < keptLines) said.push(line);
    const found = options.ready(line);
    if (found !== undefined) ready.resolve(found);
  });
  try {
    return { ready: await ready.promise, pid: child.pid ?? 0, end };
  } finally {
    clearTimeout(givingUp);
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const insisting = setTimeout(() => child.kill("SIGKILL"), endMs);
  await gone;
  clearTimeout(insisting);
}

/** A line of JSON that is an object, or `undefined`. */
export function jsonObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    // safe: what begins with `{` and parses is an object
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}
