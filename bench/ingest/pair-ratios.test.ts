import { expect, test } from "vitest";
import { comparePairs, type Segment } from "./pair-ratios.ts";

const segments = (...cpuMicros: readonly number[]): Segment[] =>
  cpuMicros.map((cpu) => ({ cpuMicros: cpu, perSecond: 1_000, p99Milliseconds: 5 }));

test("each segment is set against the one beside it, whatever the machine did meanwhile", () => {
  const { cpuMicros, perSecond } = comparePairs([
    { ours: segments(90, 160, 360, 80), theirs: segments(100, 200, 400, 100) },
  ]);

  expect(cpuMicros.mean).toBeCloseTo(0.85);
  expect(perSecond.mean).toBe(1);
});

test("how sure a ratio is goes by how much starts differ, not by how many pairs each had", () => {
  const { cpuMicros } = comparePairs([
    { ours: segments(80, 80, 80), theirs: segments(100, 100, 100) },
    { ours: segments(100, 100, 100), theirs: segments(100, 100, 100) },
  ]);

  expect(cpuMicros.starts).toEqual([0.8, 1]);
  expect(cpuMicros.mean).toBeCloseTo(0.9);
  expect(cpuMicros.error).toBeCloseTo(0.1);
});

test("one start says nothing about how sure it is", () => {
  expect(comparePairs([{ ours: segments(90), theirs: segments(100) }]).cpuMicros).toMatchObject({
    mean: 0.9,
    error: Number.NaN,
  });
});
