import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchLoad } from "./load-watch.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A thread that is busy for a share of each look's time, in turn, as one sees it that wants it below 0.8. */
function watched(shares: readonly number[], lookEvery = 500) {
  let calls = 0;
  let active = 0;
  let clock = 0;
  const stop = watchLoad(
    () => (calls += 1),
    0.8,
    () => ({ active, idle: clock - active, utilization: 0 }),
  );
  for (const share of shares) {
    clock += lookEvery;
    active += share * lookEvery;
    vi.advanceTimersByTime(500);
  }
  return { stop, calls: () => calls };
}

test("a thread that is busy for two seconds says so", () => {
  expect(watched([0.9, 0.9, 0.9, 0.9]).calls()).toBe(1);
  expect(watched([0.8, 0.8, 0.8, 0.8]).calls()).toBe(1);
});

test("a second is no load, nor is a little for long", () => {
  expect(watched([1, 1]).calls()).toBe(0);
  expect(watched([1, 1, 1, 0, 1, 0.3, 1, 1]).calls()).toBe(0);
  expect(watched([0.7, 0.7, 0.7, 0.7, 0.7, 0.7]).calls()).toBe(0);
});

test("a look that comes late counts by what the clock says", () => {
  expect(watched([0.7, 0.7, 0.7, 0.7], 5_000).calls()).toBe(0);
  expect(watched([0.9, 0.9, 0.9, 0.9], 5_000).calls()).toBe(1);
});

test("as long as it stays busy it says so every two seconds, and not once it is not watched any more", () => {
  const { stop, calls } = watched([1, 1, 1, 1, 1, 1, 1, 1]);
  expect(calls()).toBe(2);

  stop();
  vi.advanceTimersByTime(10_000);

  expect(calls()).toBe(2);
});

/** Whether the watch calls for this thread within so many turns, a look after each. */
async function isCalled(share: number, turns: number, turn: () => void | Promise<unknown>): Promise<boolean> {
  let isBusy = false;
  const stop = watchLoad(() => (isBusy = true), share);
  for (let count = 0; count < turns && !isBusy; count++) {
    await turn();
    vi.advanceTimersByTime(500);
  }
  stop();
  return isBusy;
}

test("by itself it goes by how long this thread has something to do", async () => {
  const compute = (): void => {
    for (let count = 0, sum = 0; count < 1_000_000; count++) sum += Math.sqrt(count + sum);
  };

  expect(await isCalled(0.01, 100, compute)).toBe(true);
  expect(await isCalled(0.9, 10, () => setTimeout(20))).toBe(false);
});
