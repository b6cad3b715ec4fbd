import { expect, test } from "vitest";
import { memoryOfPlan, memoryOfReplay } from "./command-memory.ts";

// Bytes of JavaScript's heap, after full collections, of the command as a user runs it; no times.

test("a replay on a stage holds the same however many letters it has sent", {
  timeout: 300_000,
}, async () => {
  const few = await memoryOfReplay(600, 200);
  const many = await memoryOfReplay(4_000, 200);

  expect([few.onTheirWay, many.onTheirWay]).toEqual([200, 200]);
  // What code adds by itself as it is compiled is some 0.6 MB; a key that is kept of each letter would be more than both.
  expect((many.heapUsed - few.heapUsed) / 3_400).toBeLessThan(400);
});

test("a plan holds the same however many letters it counts", { timeout: 300_000 }, async () => {
  const few = await memoryOfPlan(2_000);
  const many = await memoryOfPlan(30_000);

  expect((many.heapUsed - few.heapUsed) / 28_000).toBeLessThan(100);
});
