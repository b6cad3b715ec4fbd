import { readFileSync, readdirSync } from "node:fs";

/** What processes have used, as the kernel counts it. */
export interface ProcessUsage {
  /** User and system time of all threads and of children that have ended, in microseconds; steps of 10 ms. */
  readonly cpuMicros: number;
  /** Resident memory now. */
  readonly residentBytes: number;
  /** The most that each ever had resident, added up. */
  readonly peakResidentBytes: number;
}

const microsPerTick = 10_000; // USER_HZ is 100 on every Linux that node runs on

/** What the processes and their descendants have used so far. Processes that have gone count nothing. */
export function usageOf(pids: readonly number[]): ProcessUsage {
  const usages = pids.flatMap(withDescendants).map(usageOfOne);
  const sum = (pick: (usage: ProcessUsage) => number): number =>
    usages.reduce((total, one) => total + pick(one), 0);
  return {
    cpuMicros: sum((one) => one.cpuMicros),
    residentBytes: sum((one) => one.residentBytes),
    peakResidentBytes: sum((one) => one.peakResidentBytes),
  };
}

function usageOfOne(pid: number): ProcessUsage {
  const status = readProc(`${pid}/status`);
  // The name in the second field may hold spaces and brackets, so count from behind it: field 14 is utime.
  const fields = readProc(`${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  const ticks = [11, 12, 13, 14].reduce((total, field) => total + Number(fields[field] ?? 0), 0);
  return {
    cpuMicros: ticks * microsPerTick,
    residentBytes: kilobytes(status, "VmRSS") * 1024,
    peakResidentBytes: kilobytes(status, "VmHWM") * 1024,
  };
}

function withDescendants(pid: number): readonly number[] {
  const children = tasksOf(pid).flatMap((task) => readProc(`${pid}/task/${task}/children`).split(" "));
  return [
    pid,
    ...children
      .map(Number)
      .filter((child) => child > 0)
      .flatMap(withDescendants),
  ];
}

function tasksOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended
  }
}

function readProc(name: string): string {
  try {
    return readFileSync(`/proc/${name}`, "utf8");
  } catch {
    return ""; // it has ended
  }
}

function kilobytes(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
}
