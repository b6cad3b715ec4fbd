import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What StartMessageMoveTask moves at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTaskPerSecond = 500;
export const firstOutputLimitMilliseconds = 1_000;

export const hookyardCommand = join(import.meta.dirname, "../../packages/cli/bin/hookyard.js");

export interface Measured {
  readonly out: string;
  /** Milliseconds to the first byte on either stream. */
  readonly firstOutput: number;
  readonly total: number;
  /** Of the command's memory, sampled ten times a second. */
  readonly peakMegabytes: number;
  /** Of the command alone, milliseconds. */
  readonly cpu: number;
}

export interface CommandPlace {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `hookyard` as a user does, and says what it took. Throws when it exits with anything but 0. */
export async function measureCommand(
  parameters: readonly string[],
  place: CommandPlace = {},
): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, [hookyardCommand, ...parameters], {
    ...place,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [peakMegabytes, cpu] = [0, 0];
  const sampling = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, residentMegabytes(child.pid));
    cpu = Math.max(cpu, cpuMilliseconds(child.pid));
  }, 100);
  let firstOutput = Number.POSITIVE_INFINITY;
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].on("data", (chunk: Buffer) => {
      firstOutput = Math.min(firstOutput, performance.now() - started);
      texts[name] += chunk.toString();
    });
  }
  const [exitCode] = await once(child, "close");
  clearInterval(sampling);
  if (exitCode !== 0) {
    const said = texts.stdout + texts.stderr;
    throw new Error(`${parameters.join(" ")} exited with ${String(exitCode)}: ${said}`);
  }
  return { out: texts.stdout, firstOutput, total: performance.now() - started, peakMegabytes, cpu };
}

/** What Linux says that a process holds; 0 when it is gone. */
export function residentMegabytes(pid: number | undefined): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readProcess(pid, "status"))?.[1] ?? 0;
  return Number(kilobytes) / 1024;
}

/** Linux counts in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuMilliseconds(pid: number | undefined): number {
  const fields = readProcess(pid, "stat")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

function readProcess(pid: number | undefined, file: "status" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ESRCH"))
      return "";
    throw error;
  }
}

/** A name, what was measured, and whether that is as it should be. */
export type Row = readonly [name: string, value: string, isMet: boolean];

/** Prints rows; the process exits with 1 when one was missed. */
export function printRows(title: string, rows: readonly Row[]): void {
  process.stdout.write(`${title}\n`);
  for (const [name, value, isMet] of rows)
    process.stdout.write(`${name.padEnd(40)} ${value.padStart(9)}  ${isMet ? "ok" : "MISSED"}\n`);
  if (rows.some(([, , isMet]) => !isMet)) process.exitCode = 1;
}
