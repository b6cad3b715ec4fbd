import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type CommandPlace, hookyardCommand } from "./measure-command.ts";

/** What a process holds after full collections, in bytes. */
export interface Held {
  /** Of JavaScript's heap. */
  readonly heapUsed: number;
  /** What the system counts. */
  readonly rss: number;
}

/** `hookyard` as a user runs it, which can be asked what it holds. */
export interface WatchedCommand {
  /** `undefined` when it has ended. */
  held(): Promise<Held | undefined>;
  /** What it wrote; rejects when it exits with anything but 0. */
  readonly ended: Promise<string>;
}

export function startWatched(parameters: readonly string[], { cwd, env = {} }: CommandPlace): WatchedCommand {
  const watching = ["--expose-gc", "--import", join(import.meta.dirname, "report-memory.ts")];
  const child = spawn(process.execPath, [...watching, hookyardCommand, ...parameters], {
    ...(cwd !== undefined && { cwd }),
    // Compiled code that a run finds, or keeps for the next one, is some megabytes of difference between two runs.
    env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  return { held: () => ask(child), ended: ending(child, parameters) };
}

async function ask(child: ChildProcess): Promise<Held | undefined> {
  if (!child.connected) return undefined;
  const gone = new AbortController();
  const { signal } = gone;
  try {
    child.send("held");
    const answer = once(child, "message", { signal });
    const ended = once(child, "exit", { signal });
    const [first] = (await Promise.race([answer, ended])) as [Held | number | null]; // safe: all that it sends, or how it ended
    return typeof first === "object" && first !== null ? first : undefined;
  } finally {
    gone.abort();
  }
}

async function ending(child: ChildProcess, parameters: readonly string[]): Promise<string> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name]?.on("data", (chunk: Buffer) => (texts[name] += chunk.toString()));
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) {
    const said = texts.stdout + texts.stderr;
    throw new Error(`${parameters.join(" ")} exited with ${String(exitCode)}: ${said}`);
  }
  return texts.stdout;
}
