import { expect, test } from "vitest";
import { usageOf } from "./process-usage.ts";

test("the kernel's figures for this process agree with node's own", () => {
  const before = usageOf([process.pid]).cpuMicros;
  const until = performance.now() + 200;
  while (performance.now() < until) Math.sqrt(until);

  const usage = usageOf([process.pid]);

  expect(usage.cpuMicros - before).toBeGreaterThan(100_000);
  expect(usage.residentBytes / process.memoryUsage.rss()).toBeCloseTo(1, 0);
  expect(usage.peakResidentBytes).toBeGreaterThanOrEqual(usage.residentBytes);
});

test("a process that has gone has used nothing", () => {
  expect(usageOf([2 ** 22])).toEqual({ cpuMicros: 0, residentBytes: 0, peakResidentBytes: 0 });
});
