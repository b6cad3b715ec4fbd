import { type EventLoopUtilization } from "node:perf_hooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchLoad } from "./load-watch.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A thread whose event loop is busy for a share of each half second, in turn. */
function watched(shares: readonly number[]) {
  let calls = 0;
  let active = 0;
  let look = 0;
  const stop = watchLoad(
    () => (calls += 1),
    (): EventLoopUtilization => ({ active, idle: look * 500 - active, utilization: 0 }),
  );
  for (const share of shares) {
    look += 1;
    active += share * 500;
    vi.advanceTimersByTime(500);
  }
  return { stop, calls: () => calls };
}

test("a thread that is busy for a second says so", () => {
  expect(watched([0.7, 0.7]).calls()).toBe(1);
  expect(watched([0.6, 0.6]).calls()).toBe(1);
});

test("half a second is no load, nor is a little for long", () => {
  expect(watched([1]).calls()).toBe(0);
  expect(watched([1, 0, 1, 0.3, 1]).calls()).toBe(0);
  expect(watched([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]).calls()).toBe(0);
});

test("as long as it stays busy it says so every second, and not once it is not watched any more", () => {
  const { stop, calls } = watched([1, 1, 1, 1]);
  expect(calls()).toBe(2);

  stop();
  vi.advanceTimersByTime(10_000);

  expect(calls()).toBe(2);
});
