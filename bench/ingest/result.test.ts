import { expect, test } from "vitest";
import type { Measurement } from "./measurement.ts";
import { measurementOf, ratioOf, type ServerResult } from "./result.ts";
import type { ServerName } from "./server.ts";

function ran(
  server: ServerName,
  figures: { readonly p99?: number; readonly perSecond?: number },
): ServerResult {
  const { p99 = 0, perSecond = 0 } = figures;
  const spread = { count: 1, p50: 0, p90: 0, p99, p999: 0, max: 0 };
  const made = (name: string, rate: number | undefined): Measurement => ({
    server,
    scenario: {
      name,
      bodyBytes: 2,
      seconds: 1,
      connections: 1,
      ...(rate !== undefined && { perSecond: rate }),
    },
    sent: 0,
    unsent: 0,
    statuses: {},
    acknowledgedPerSecond: perSecond,
    acknowledgement: spread,
    lateness: spread,
    cpuMicrosPerEvent: 0,
    generatorMicrosPerEvent: 0,
    otherCores: 0,
    residentBytes: 0,
    check: { acknowledged: 0, missing: 0, invented: 0, repeated: 0, confused: 0, examples: [] },
  });
  return {
    server,
    measurements: [made("open", 100), made("closed", undefined)],
    disturbed: [],
    peakResidentBytes: 0,
  };
}

test("the round that counts is the median by waiting where a rate is offered, by throughput where none is", () => {
  const rounds = [
    [ran("hookyard", { p99: 90, perSecond: 10 })],
    [ran("hookyard", { p99: 20, perSecond: 30 })],
    [ran("hookyard", { p99: 30, perSecond: 20 })],
  ];

  expect(measurementOf({ rounds }, "hookyard", "open")?.acknowledgement.p99).toBe(30);
  expect(measurementOf({ rounds }, "hookyard", "closed")?.acknowledgedPerSecond).toBe(20);
  expect(measurementOf({ rounds }, "floor", "open")).toBeUndefined();
  expect(measurementOf({ rounds }, "hookyard", "other")).toBeUndefined();
});

test("a ratio compares what ran side by side: a machine that slows down between two rounds does not move it", () => {
  const rounds = [
    [ran("hookyard", { perSecond: 200 }), ran("express", { perSecond: 100 })],
    [ran("hookyard", { perSecond: 60 }), ran("express", { perSecond: 25 })],
    [ran("hookyard", { perSecond: 44 }), ran("express", { perSecond: 20 })],
    [ran("hookyard", { perSecond: 1_000 })],
  ];
  const perSecond = (one: Measurement): number => one.acknowledgedPerSecond;

  expect(ratioOf({ rounds }, ["hookyard", "express"], "closed", perSecond)).toEqual({
    median: 2.2,
    least: 2,
    most: 2.4,
  });
  expect(ratioOf({ rounds }, ["hookyard", "floor"], "closed", perSecond)).toBeUndefined();
});
