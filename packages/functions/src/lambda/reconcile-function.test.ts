import type { ScheduledReport } from "@hookyard/register/reconcile/scheduled-run";
import { expect, test } from "vitest";
import { createReconcileFunction, type RunTime } from "./reconcile-function.ts";

type Missing = ScheduledReport["missing"][number];

const missing = (type: string, outcome: Missing["outcome"], reason?: string): Missing => ({
  event: { logId: type, type, time: new Date("2026-05-01T10:00:00Z") },
  outcome,
  ...(reason !== undefined && { reason }),
});

/** One invocation with a report, and what it counted and logged. */
async function invoke(report: Partial<ScheduledReport>, remainingMilliseconds = 900_000) {
  const counts: unknown[] = [];
  const logs: unknown[] = [];
  const times: RunTime[] = [];
  const handler = createReconcileFunction({
    source: "stripe",
    run: async (time) => {
      times.push(time);
      return { since: "s", until: "u", end: "complete", recorded: 9, missing: [], ...report };
    },
    telemetry: {
      log: (...logged) => void logs.push(logged),
      count: (...counted) => void counts.push(counted),
      begin: () => undefined,
    },
  });
  await handler({}, { awsRequestId: "r-1", getRemainingTimeInMillis: () => remainingMilliseconds });
  return { counts, logs, times };
}

test("a run without a gap is counted too, so that the metric is there", async () => {
  const { counts, logs } = await invoke({});

  expect(counts).toEqual([
    [
      { NeverArrived: 0, Backfilled: 0 },
      { source: "stripe" },
      { since: "s", until: "u", end: "complete", recorded: 9 },
    ],
  ]);
  expect(logs).toEqual([]);
});

test("a gap is counted, and the line says which types and what became of them", async () => {
  const { counts } = await invoke({
    missing: [
      missing("charge.failed", "backfilled"),
      missing("invoice.paid", "not_stored", "storage_full"),
      missing("invoice.paid", "not_stored", "storage_full"),
      missing("invoice.paid", "arrived"),
    ],
  });

  expect(counts).toMatchObject([
    [
      { NeverArrived: 3, Backfilled: 1 },
      { source: "stripe" },
      {
        types: "invoice.paid (2), charge.failed (1)",
        outcomes: "not_stored: storage_full (2), backfilled (1)",
      },
    ],
  ]);
});

test("time that nobody compared and the provider has forgotten is told", async () => {
  const forgotten = { since: "2026-04-01T00:00:00Z", until: "2026-04-02T00:00:00Z" };

  const { logs } = await invoke({ forgotten });

  expect(logs).toMatchObject([["warn", expect.any(String), { source: "stripe", ...forgotten }]]);
});

test("a run has all of the function's time but what the last page and the last words need", async () => {
  const { times } = await invoke({}, 60_000);

  const [time] = times;
  await new Promise<void>((resolve) => {
    if (time?.stop.aborted === true) resolve();
    else time?.stop.addEventListener("abort", () => resolve());
  });
  expect(time?.deadline.aborted).toBe(false);
});

test("what the provider's API refuses is the function's error", async () => {
  const handler = createReconcileFunction({
    source: "stripe",
    run: () => Promise.reject(new Error("the key was refused")),
    telemetry: { log: () => undefined, count: () => undefined, begin: () => undefined },
  });

  const run = handler({}, { awsRequestId: "r-1", getRemainingTimeInMillis: () => 900_000 });

  await expect(run).rejects.toThrow("the key was refused");
});
