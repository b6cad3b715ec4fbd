import { expect, test } from "vitest";
import { searchHeldRate } from "./held-rate.ts";
import type { Measurement } from "./measurement.ts";

const spread = { count: 1, p50: 1, p90: 1, p99: 1, p999: 1, max: 1 };

function measurement(unsent: number): Measurement {
  return {
    server: "hookyard",
    scenario: { name: "probe", bodyBytes: 2_048, seconds: 1, connections: 1 },
    sent: 1,
    unsent,
    statuses: {},
    acknowledgedPerSecond: 1,
    acknowledgement: spread,
    lateness: spread,
    cpuMicrosPerEvent: 1,
    generatorMicrosPerEvent: 1,
    otherCores: 0,
    residentBytes: 1,
    check: { acknowledged: 1, missing: 0, repeated: 0, invented: 0, confused: 0, examples: [] },
  };
}

test("the search closes in on the highest rate that holds", async () => {
  const found = await searchHeldRate({
    closedLoopPerSecond: 10_000,
    probes: 6,
    measureAt: (perSecond) => Promise.resolve(measurement(perSecond > 7_500 ? 100 : 0)),
  });

  expect(found.perSecond).toBeGreaterThan(7_200);
  expect(found.perSecond).toBeLessThanOrEqual(7_500);
  expect(found.probes).toHaveLength(6);
});

test("where no rate holds, none is named", async () => {
  const found = await searchHeldRate({
    closedLoopPerSecond: 1_000,
    probes: 2,
    measureAt: () => Promise.resolve(measurement(1)),
  });

  expect(found.perSecond).toBe(0);
});
