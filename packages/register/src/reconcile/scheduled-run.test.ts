import type { ReconcilePlan } from "@hookyard/core";
import { describe, expect, test } from "vitest";
import type { DeliveryLog, LoggedEvent } from "./delivery-log.ts";
import {
  runScheduled,
  type ScheduledReport,
  type ScheduleProgress,
  type ScheduleProgressStore,
} from "./scheduled-run.ts";

const start = Date.parse("2026-04-01T00:00:00Z");
const minute = 60_000;
const hour = 60 * minute;
const hourly: ReconcilePlan = { everySeconds: 3_600, sinceSeconds: 7_200, backfill: false };

/** A provider that had an event each minute since the beginning, of which every tenth was lost, and our side of it. */
function createWorld({ perPage = 50, reachDays = 30 } = {}) {
  const accepted = new Set<string>();
  let progress: ScheduleProgress = {};
  let writes = 0;
  const looks: { readonly since: string; readonly until: string }[] = [];
  const world = {
    now: start,
    accepted,
    looks,
    stopAfterPages: Number.POSITIVE_INFINITY,
    isAnotherAtIt: false,
    progress: () => progress,
    keep: (next: ScheduleProgress) => void (progress = next),
  };
  const happened = (number: number): LoggedEvent => ({
    logId: `log_${number}`,
    providerId: `evt_${number}`,
    type: "invoice.paid",
    time: new Date(start + number * minute),
    failure: "answered 503 ".repeat(100),
    request: { headers: [], body: JSON.stringify({ id: `evt_${number}` }) },
  });
  const log: DeliveryLog = {
    reachDays,
    hasBodies: true,
    async page({ since, until }, cursor) {
      if (cursor === undefined) looks.push({ since: since.toISOString(), until: until.toISOString() });
      const first = Math.max(Number(cursor ?? 0), Math.ceil((since.getTime() - start) / minute));
      const last = Math.min(first + perPage, Math.ceil((until.getTime() - start) / minute));
      const events = Array.from({ length: Math.max(0, last - first) }, (_, index) => happened(first + index));
      for (const { providerId = "" } of events) if (!providerId.endsWith("0")) accepted.add(providerId);
      return { events, ...(last === first + perPage && { next: String(last) }) };
    },
  };
  const store: ScheduleProgressStore = {
    read: async () => progress,
    async write(next) {
      writes += 1;
      if (world.isAnotherAtIt) return false;
      progress = JSON.parse(JSON.stringify(next)) as ScheduleProgress;
      return true;
    },
  };
  const run = (plan: ReconcilePlan = hourly): Promise<ScheduledReport> => {
    const stop = new AbortController();
    const until = writes + world.stopAfterPages;
    return runScheduled({
      plan,
      opened: { log, isExpected: () => true },
      accepted: async () => ({ has: async ({ providerId = "" }) => accepted.has(providerId) }),
      backfill: async (requests) =>
        requests.map(({ body }) => {
          const { id } = JSON.parse(body) as { readonly id: string };
          accepted.add(id);
          return { status: "accepted", events: [id] };
        }),
      progress: {
        read: store.read,
        async write(next) {
          const isWritten = await store.write(next);
          if (writes >= until) stop.abort();
          return isWritten;
        },
      },
      now: () => new Date(world.now),
      signal: stop.signal,
    });
  };
  return { world, run };
}

const ids = ({ missing }: ScheduledReport): readonly string[] =>
  missing.map(({ event }) => event.providerId ?? "");

describe("a source's schedule", () => {
  test("looks as far back as the plan says, and leaves out what may still be on its way", async () => {
    const { world, run } = createWorld();
    world.now = start + 5 * hour;

    const report = await run();

    expect(report).toMatchObject({
      since: "2026-04-01T02:58:00.000Z",
      until: "2026-04-01T04:58:00.000Z",
      end: "complete",
      recorded: 120,
    });
    expect(ids(report)).toHaveLength(12);
    expect(report.missing[0]).toMatchObject({ outcome: "missing" });
  });

  test("leaves out no time between two runs, however long nobody ran", async () => {
    const { world, run } = createWorld();
    world.now = start + 5 * hour;
    await run();
    world.now = start + 30 * hour;

    const report = await run();

    expect(report.since).toBe("2026-04-01T04:58:00.000Z");
    expect(report).not.toHaveProperty("forgotten");
    expect(ids(report)).toHaveLength(150);
  });

  test("says which time nobody can look at any more", async () => {
    const { world, run } = createWorld({ reachDays: 3 });
    world.now = start + 5 * hour;
    await run();
    world.now = start + 4 * 24 * hour;

    const report = await run();

    expect(report.forgotten).toEqual({
      since: "2026-04-01T04:58:00.000Z",
      until: "2026-04-02T00:00:00.000Z",
    });
    expect(report.since).toBe("2026-04-02T00:00:00.000Z");
  });

  test("that was stopped goes on where it stopped, and tells each that is missing once", async () => {
    const { world, run } = createWorld({ perPage: 30 });
    world.now = start + 5 * hour;
    world.stopAfterPages = 2;
    const first = await run();
    world.now += hour;
    world.stopAfterPages = Number.POSITIVE_INFINITY;

    const second = await run();

    expect([first.end, second.end]).toEqual(["stopped", "complete"]);
    expect([first.recorded, second.recorded]).toEqual([60, 60]);
    expect(second.until).toBe(first.until);
    expect(new Set([...ids(first), ...ids(second)]).size).toBe(12);
    expect(ids(first).length + ids(second).length).toBe(12);
    expect(world.progress()).toEqual({ comparedUntil: first.until });
  });

  test("that was stopped too long ago for its provider to go on with begins anew", async () => {
    const { world, run } = createWorld({ perPage: 30, reachDays: 3 });
    world.now = start + 5 * hour;
    world.stopAfterPages = 2;
    await run();
    world.now = start + 4 * 24 * hour;
    world.stopAfterPages = Number.POSITIVE_INFINITY;

    const report = await run();

    expect(report).toMatchObject({ since: "2026-04-02T00:00:00.000Z", end: "complete" });
    expect(report.forgotten?.since).toBe("2026-04-01T02:58:00.000Z");
  });

  test("brings in what is missing where the plan wants it, and then finds nothing", async () => {
    const { world, run } = createWorld();
    world.now = start + 5 * hour;

    const first = await run({ ...hourly, backfill: true });
    const second = await run({ ...hourly, backfill: true });

    expect(first.missing.every(({ outcome }) => outcome === "backfilled")).toBe(true);
    expect(ids(first)).toHaveLength(12);
    expect(second.missing).toEqual([]);
  });

  test("gives way to another run of the same schedule", async () => {
    const { world, run } = createWorld({ perPage: 30 });
    world.now = start + 5 * hour;
    world.isAnotherAtIt = true;

    const report = await run();

    expect(report).toMatchObject({ end: "superseded", recorded: 30 });
    expect(world.progress()).toEqual({});
  });

  test("keeps little of a large gap, so that it fits into one item of a table", async () => {
    const { world, run } = createWorld({ perPage: 9_000 });
    world.now = start + 29 * 24 * hour;
    world.keep({ comparedUntil: new Date(start).toISOString() });
    world.stopAfterPages = 3;

    const report = await run();

    expect(report.end).toBe("stopped");
    expect(report.missing.length).toBeGreaterThan(2_000);
    expect(JSON.stringify(world.progress()).length).toBeLessThan(300_000);
  });
});
