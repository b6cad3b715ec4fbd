import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What the process is asked. */
export interface Invocation {
  readonly event: unknown;
  readonly remainingMilliseconds: number;
}

/** What it answers. */
export type InvocationEnd =
  | { readonly kind: "result"; readonly result: unknown }
  | { readonly kind: "error"; readonly name: string; readonly message: string };

/** A bundle in a process of its own, as on an instance of Lambda: it is loaded once and invoked many times. */
export interface LambdaProcess {
  invoke<Result>(event: unknown, remainingMilliseconds?: number): Promise<Result>;
  /** What was written to standard output so far. */
  output(): string;
  stop(): Promise<void>;
}

/** The invocation rejected, or the process ended under it. */
export class InvocationError extends Error {
  override readonly name = "InvocationError";
}

/** Starts a process that has a bundle loaded, with nothing in its environment but what is given. */
export async function startLambda(
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<LambdaProcess> {
  const child = fork(fileURLToPath(new URL("./lambda-runtime.ts", import.meta.url)), [file], {
    env,
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  let errors = "";
  child.stdout?.on("data", (chunk) => void (output += String(chunk)));
  child.stderr?.on("data", (chunk) => void (errors += String(chunk)));
  await nextMessage(child, () => errors);
  return {
    async invoke<Result>(event: unknown, remainingMilliseconds = 30_000): Promise<Result> {
      const answer = nextMessage(child, () => errors);
      child.send({ event, remainingMilliseconds } satisfies Invocation);
      const end = await answer;
      if (end.kind === "error") throw new InvocationError(`${end.name}: ${end.message}`);
      return end.result as Result; // safe: the caller names what this function answers
    },
    output: () => output,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      child.once("exit", () => resolve());
      child.kill("SIGKILL");
      await promise;
    },
  };
}

function nextMessage(child: ChildProcess, errors: () => string): Promise<InvocationEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<InvocationEnd>();
  const onMessage = (message: InvocationEnd): void => {
    child.removeListener("exit", onExit);
    resolve(message);
  };
  const onExit = (code: number | null): void => {
    child.removeListener("message", onMessage);
    reject(new InvocationError(`the process ended with ${code}: ${errors()}`));
  };
  child.once("message", onMessage);
  child.once("exit", onExit);
  return promise;
}
