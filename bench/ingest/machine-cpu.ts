import { readFileSync } from "node:fs";

const microsPerTick = 10_000; // USER_HZ is 100 on every Linux that node runs on
const busyFields = [0, 1, 2, 5, 6, 7]; // user, nice, system, irq, softirq, steal

/** CPU time that all cores together have spent on anything so far, stolen time included, in microseconds. */
export function machineBusyMicros(): number {
  const [cpu = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const fields = cpu.split(/\s+/).slice(1);
  return busyFields.reduce((total, field) => total + Number(fields[field] ?? 0), 0) * microsPerTick;
}
