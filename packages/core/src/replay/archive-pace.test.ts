import { describe, expect, test } from "vitest";
import { advanced, archiveStart, begun, decideWindow, ended, held, wholeMinutes } from "./archive-pace.ts";
import type { ArchiveRun } from "./event-archive.ts";
import { defaultReplayLimits } from "./replay-request.ts";

const plan = { since: "2026-11-20T00:00:00.000Z", until: "2026-11-21T00:00:00.000Z", why: "" };
const start = archiveStart(plan, defaultReplayLimits);
const noon = Date.parse("2026-11-21T12:00:00.000Z");

function decide(
  run: Partial<ArchiveRun>,
  look: Partial<Parameters<typeof decideWindow>[0]> = {},
): ReturnType<typeof decideWindow> {
  return decideWindow({
    run: { ...start, ...run },
    plan,
    open: 0,
    results: 0,
    backlogAgeSeconds: 0,
    limits: defaultReplayLimits,
    now: noon,
    ...look,
  });
}

const minutesAgo = (minutes: number): string => new Date(noon - minutes * 60_000).toISOString();

describe("the next window of a replay by the bus", () => {
  test("is one minute first", () => {
    expect(decide({})).toEqual({
      kind: "start",
      window: { since: plan.since, until: "2026-11-20T00:01:00.000Z" },
    });
  });

  test("is an hour first where no canary is wanted", () => {
    expect(decide(archiveStart(plan, { ...defaultReplayLimits, canary: 0 }))).toMatchObject({
      window: { until: "2026-11-20T01:00:00.000Z" },
    });
  });

  test("is twice as long as the one before, and a day at most", () => {
    const window = { name: "job_1.1", since: plan.since, until: plan.until };

    expect(begun(start, window)).toMatchObject({ minutes: 2, replays: 1, current: window });
    expect(begun({ ...start, minutes: 1440 }, window).minutes).toBe(1440);
  });

  test("is half as long as the one before, when that left a backlog, and is cut once", () => {
    const after = { ...start, minutes: 64, replays: 6 };

    const cut = held(after);

    expect(cut).toMatchObject({ minutes: 16, isHeld: true });
    expect(held(cut)).toBe(cut);
    expect(begun(cut, { name: "job_1.7", ...plan }).isHeld).toBeUndefined();
  });

  test("ends where the job ends", () => {
    expect(decide({ upto: "2026-11-20T23:59:00.000Z", minutes: 60 })).toMatchObject({
      window: { until: plan.until },
    });
  });

  test("has no minute whose events may still be on their way into the archive", () => {
    const now = Date.parse("2026-11-20T12:13:59.000Z");

    expect(decide({ upto: "2026-11-20T12:00:00.000Z", minutes: 60 }, { now })).toMatchObject({
      window: { until: "2026-11-20T12:03:00.000Z" },
    });
    expect(decide({ upto: "2026-11-20T12:03:00.000Z", minutes: 60 }, { now })).toEqual({
      kind: "wait",
      reason: "freshness",
    });
  });

  test("waits a minute after the one before, for what is on its way to the queues", () => {
    expect(decide({ endedTime: minutesAgo(0.9) })).toEqual({ kind: "wait", reason: "results" });
  });

  test("waits while a consumer's backlog is older than the job may bear", () => {
    expect(decide({ endedTime: minutesAgo(9) }, { backlogAgeSeconds: 61 })).toEqual({
      kind: "wait",
      reason: "backlog",
    });
  });

  test("waits until a canary's worth has results, or all that was sent has", () => {
    const run = { replays: 1, endedTime: minutesAgo(2) };
    const canary = { kind: "wait", reason: "canary" };

    expect(decide(run, { open: 1, results: 9 })).toEqual(canary);
    expect(decide(run, { backlogAgeSeconds: 50 })).toMatchObject({ kind: "start" });
    expect(decide({ ...run, endedTime: minutesAgo(1) }, { backlogAgeSeconds: 60 })).toEqual(canary);
    expect(decide(run, { open: 1, results: 10 })).toMatchObject({ kind: "start" });
  });

  test("is none when all is sent and nothing of it waits or runs", () => {
    const run = { upto: plan.until, replays: 3, endedTime: minutesAgo(2) };

    expect(decide(run, { backlogAgeSeconds: 119 })).toEqual({ kind: "drained" });
    expect(decide(run, { backlogAgeSeconds: 120 })).toEqual({ kind: "wait", reason: "results" });
    expect(decide(run, { open: 1 })).toEqual({ kind: "wait", reason: "results" });
  });
});

test("a window that was cut short goes on with the minute that it was in", () => {
  const run = { ...start, current: { name: "job_1.1", since: plan.since, until: plan.until } };

  expect(ended(run, "2026-11-20T00:17:42.000Z", new Date(noon))).toEqual({
    ...start,
    upto: "2026-11-20T00:17:00.000Z",
    endedTime: "2026-11-21T12:00:00.000Z",
  });
});

test("progress never goes back", () => {
  const run = { ...start, upto: "2026-11-20T00:17:00.000Z" };

  expect(advanced(run, "2026-11-20T00:16:59.000Z")).toBe(run);
  expect(advanced(run, "2026-11-20T00:18:01.000Z").upto).toBe("2026-11-20T00:18:00.000Z");
});

test("a window is the whole minutes around what was asked for", () => {
  expect(wholeMinutes({ since: "2026-11-20T10:00:59.999Z", until: "2026-11-20T10:01:00.001Z" })).toEqual({
    since: "2026-11-20T10:00:00.000Z",
    until: "2026-11-20T10:02:00.000Z",
  });
});
