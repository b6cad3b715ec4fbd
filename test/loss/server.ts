import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { effectsVariable } from "./fixture/effects.ts";

const repository = join(import.meta.dirname, "../..");

export interface ServerOptions {
  readonly routerFile: string;
  readonly dataDirectory: string;
  /** Where handlers write what they did. */
  readonly effectsFile: string;
  /** The secret of the source `stripe`. */
  readonly secret: string;
  /** Started through `serve.ts` with these limits; without them as a user starts it, by the command line. */
  readonly limits?: Readonly<Record<string, number>>;
  /** A command that runs the command after it, in another mount namespace or under a limit. */
  readonly through?: readonly string[];
}

/** A Hookyard in a process of its own, to be killed. */
export interface Server {
  readonly pid: number;
  /** Resolves with the address that webhooks are sent to; rejects when the process ends before. */
  readonly started: Promise<string>;
  /** Resolves when the process has ended, with its exit code or the signal. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** What it wrote to stderr, for messages of tests that fail. */
  stderr(): string;
  signal(signal: NodeJS.Signals): void;
}

const alive = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of alive) child.kill("SIGKILL");
});

export function startServer(options: ServerOptions): Server {
  const [command = "", ...parameters] = [...(options.through ?? []), process.execPath, ...programOf(options)];
  const child = spawn(command, parameters, {
    cwd: repository,
    env: {
      PATH: process.env["PATH"],
      HOOKYARD_SECRET_STRIPE: options.secret,
      NODE_COMPILE_CACHE: join(repository, "node_modules/.cache/hookyard"),
      [effectsVariable]: options.effectsFile,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  alive.add(child);
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-10_000);
  });
  const ended = once(child, "exit").then(([code, signal]): number | NodeJS.Signals => {
    alive.delete(child);
    return code ?? signal;
  });
  const started = startedUrl(child, () => errors);
  started.catch(() => undefined); // a test that kills it while it starts does not ask
  return {
    pid: child.pid ?? -1,
    started,
    ended,
    stderr: () => errors,
    signal: (signal) => void child.kill(signal),
  };
}

function programOf({ routerFile, dataDirectory, limits }: ServerOptions): readonly string[] {
  if (limits !== undefined) {
    return [
      join(import.meta.dirname, "../support/serve.ts"),
      JSON.stringify({ routerFile, dataDirectory, limits }),
    ];
  }
  const ports = ["--port", "0", "--operator-port", "0"];
  const places = ["--router", routerFile, "--data", dataDirectory];
  return ["packages/cli/bin/hookyard.js", "start", ...places, ...ports, "--json", "--log-level", "warn"];
}

/** The first line says where it listens; the rest, its log, is read and let go. */
function startedUrl({ stdout }: ChildProcess, errors: () => string): Promise<string> {
  if (stdout === null) throw new Error("the server's output is not a pipe");
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stdout });
    lines.on("line", (line) => {
      const { event, url } = JSON.parse(line) as { readonly event: string; readonly url?: string }; // safe: --json
      if (event === "started" && url !== undefined) resolve(url);
    });
    lines.once("close", () => reject(new Error(`the server ended before it had started: ${errors()}`)));
  });
}
