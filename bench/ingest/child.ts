import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "./scope.ts";

export interface StartOptions<Ready> {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Laid over this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Gets `<name>.log` with all that the child says: in a file, so that a server that logs every event pays for that
   * itself, and nobody else's CPU goes into reading it.
   */
  readonly directory: string;
  /** Recognises the line that says the child is ready, and takes from it what is needed. */
  readonly ready: (line: string) => Ready | undefined;
}

export interface StartedChild<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  /** Asks it to end (SIGTERM), insists after ten seconds (SIGKILL), and settles when it is gone. */
  readonly end: () => Promise<void>;
  /** As a power cut does: SIGKILL. Settles when it is gone. */
  readonly kill: () => Promise<void>;
}

const readyMs = 60_000;
const lookEveryMs = 5;
const endMs = 10_000;
const shownLines = 30;

/**
 * Starts a child and waits until it is ready. It ends with the scope at the latest. Throws, with what it said, when
 * it ends or stays silent instead.
 */
export async function startChild<Ready>(
  scope: Scope,
  options: StartOptions<Ready>,
): Promise<StartedChild<Ready>> {
  const log = join(options.directory, `${options.name}.log`);
  const output = openSync(log, "w");
  const env = { ...process.env, ...options.env };
  const child = spawn(options.command, options.args, { env, stdio: ["ignore", output, output] });
  closeSync(output);
  const end = (): Promise<void> => endChild(child, "SIGTERM");
  const kill = (): Promise<void> => endChild(child, "SIGKILL");
  scope.defer(end);
  let problem: string | undefined;
  child.on("error", (error) => {
    problem = error.message;
  });
  child.on("exit", (code, signal) => {
    problem = `ended with ${code ?? signal} before it was ready`;
  });

  const giveUpAt = performance.now() + readyMs;
  for (;;) {
    const lines = readFileSync(log, "utf8").split("\n");
    for (const line of lines) {
      const ready = options.ready(line);
      if (ready !== undefined) return { ready, pid: child.pid ?? 0, end, kill };
    }
    if (performance.now() > giveUpAt) problem ??= `not ready after ${readyMs} ms`;
    if (problem !== undefined)
      throw new Error([`${options.name} ${problem}`, ...lines.slice(-shownLines)].join("\n  "));
    await sleep(lookEveryMs);
  }
}

async function endChild(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
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
