import type { DeadLetterChange } from "@hookyard/core/operator/operator";
import { describe, expect, test } from "vitest";
import { countByConsumer, onlyBefore, runThroughLetters, type RunOptions } from "./dead-letter-run.ts";

/** Letters to change, a clock that moves only by waiting, and what was asked for when. */
function createRun(letters: number, options: Partial<RunOptions> = {}) {
  const asked: { readonly limit: number; readonly at: number }[] = [];
  const progress: number[] = [];
  const stop = new AbortController();
  let time = 0;
  let left = letters;
  const change = async (limit: number): Promise<DeadLetterChange> => {
    asked.push({ limit, at: time });
    const taken = Math.min(limit, left);
    const ids = Array.from({ length: taken }, (_, index) => `evt_${letters - left + index}:fulfil-order`);
    left -= taken;
    return { ids, left };
  };
  const run = () =>
    runThroughLetters({
      change,
      planned: letters,
      now: () => new Date(time),
      wait: async (milliseconds) => void (time += Math.max(0, milliseconds)),
      stop: stop.signal,
      onProgress: (done) => progress.push(done),
      ...options,
    });
  return { run, asked, progress, stop, change };
}

describe("a run through dead letters", () => {
  test("takes steps of a hundred and ends with the last", async () => {
    const { run, asked, progress } = createRun(250);

    const result = await run();

    expect(result).toMatchObject({ ended: "complete", ids: { length: 250 } });
    expect(asked.map(({ limit }) => limit)).toEqual([100, 100, 50]);
    expect(progress).toEqual([100, 200, 250]);
  });

  test.each([
    [0.5, 3, [0, 2000, 4000]],
    [2, 3, [0, 500, 1000]],
    [20, 15, [0, 250, 500]],
    [10_000, 250, [0, 10, 20]],
  ])("at %d a second, %i letters go at their times", async (rate, letters, times) => {
    const { run, asked } = createRun(letters, { rate });

    const result = await run();

    expect(result.ids).toHaveLength(letters);
    expect(asked.map(({ at }) => at)).toEqual(times);
  });

  test("never touches more than were planned", async () => {
    const { run, asked } = createRun(500, { planned: 120 });

    expect((await run()).ids).toHaveLength(120);
    expect(asked.map(({ limit }) => limit)).toEqual([100, 20]);
  });

  test("ends when somebody else has taken the rest", async () => {
    const { run } = createRun(30, { planned: 1000 });

    expect(await run()).toMatchObject({ ended: "complete", ids: { length: 30 } });
  });

  test("stops between two steps and says what was done", async () => {
    const { run, stop, asked } = createRun(1000, {
      onProgress: (done) => {
        if (done === 200) stop.abort();
      },
    });

    expect(await run()).toMatchObject({ ended: "stopped", ids: { length: 200 } });
    expect(asked).toHaveLength(2);
  });

  test("does nothing when it is stopped before it starts", async () => {
    const { run, stop, asked } = createRun(10);
    stop.abort();

    expect(await run()).toEqual({ ended: "stopped", ids: [] });
    expect(asked).toEqual([]);
  });

  test("keeps what was done when a step fails", async () => {
    const working = createRun(300);
    const error = new Error("gone");
    let steps = 0;
    const { run } = createRun(300, {
      change: async (limit) => {
        steps += 1;
        if (steps === 3) throw error;
        return working.change(limit);
      },
    });

    expect(await run()).toMatchObject({ ended: "failed", error, ids: { length: 200 } });
  });
});

test.each([
  [{}, "2026-05-01T12:00:00.000Z"],
  [{ until: "2026-05-01T11:00:00.000Z" }, "2026-05-01T11:00:00.000Z"],
  [{ until: "2026-05-02T00:00:00.000Z" }, "2026-05-01T12:00:00.000Z"],
])("a run with %j takes only what was dead before %s", (filter, until) => {
  expect(onlyBefore(filter, new Date("2026-05-01T12:00:00.000Z"))).toEqual({ until });
});

test("ids are counted by consumer, most first", () => {
  expect(countByConsumer(["evt_1:a", "evt_1:b", "evt_2:b"])).toEqual([
    { consumer: "b", count: 2 },
    { consumer: "a", count: 1 },
  ]);
});
