import { fork } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What a process is asked to measure. */
export interface Measurement {
  readonly file: string;
  readonly first: unknown;
  /** Handed over one after the other. */
  readonly events: readonly unknown[];
}

/** What it found. */
export interface Measured {
  readonly importMilliseconds: number;
  readonly firstMilliseconds: number;
  /** User and system time of both. */
  readonly startCpuMilliseconds: number;
  /** User and system time of one invocation, of the first 200 after that. */
  readonly coldCpuMicros: number;
  /** The same of the second half of them. */
  readonly cpuMicros: number;
}

/** Measures a bundle in a fresh process; what the function writes goes nowhere. */
export async function measure(
  measurement: Measurement,
  env: Readonly<Record<string, string>>,
): Promise<Measured> {
  const child = fork(fileURLToPath(new URL("./child.ts", import.meta.url)), [], {
    env,
    execArgv: [],
    stdio: ["ignore", openSync("/dev/null", "w"), "inherit", "ipc"],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Measured>();
  let measured: Measured | undefined;
  child.once("message", (message: Measured) => {
    measured = message;
  });
  child.once("exit", (code) => {
    if (measured === undefined) reject(new Error(`the process of ${measurement.file} ended with ${code}`));
    else resolve(measured);
  });
  child.send(measurement);
  return promise;
}
