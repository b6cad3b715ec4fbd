import type { GCProfilerResult } from "node:v8";
import { expect, test } from "vitest";
import { readScavenges } from "./scavenges.ts";

type Collection = GCProfilerResult["statistics"][number];

/** A collection of 28 MB of young objects that left so many bytes of them young, and moved so many to the old ones. */
function collection(
  gcType: string,
  { young, moved, micros }: { young: number; moved: number; micros: number },
): Collection {
  return {
    gcType,
    cost: micros,
    beforeGC: heap({ new_space: 28e6, old_space: 20e6, large_object_space: 1e6, read_only_space: 5 }),
    afterGC: heap({
      new_space: young,
      old_space: 20e6 + moved,
      large_object_space: 1e6,
      read_only_space: 7,
    }),
  };
}

function heap(used: Readonly<Record<string, number>>): Collection["afterGC"] {
  const heapSpaceStatistics = Object.entries(used).map(([spaceName, spaceUsedSize]) => ({
    spaceName,
    spaceUsedSize,
    spaceSize: 0,
    spaceAvailableSize: 0,
    physicalSpaceSize: 0,
  }));
  return { heapSpaceStatistics } as Collection["afterGC"]; // safe: nothing else of it is read
}

test("what survives was copied among the young, or moved to the old", () => {
  const statistics = [
    collection("Scavenge", { young: 700, moved: 300, micros: 1_500 }),
    collection("Scavenge", { young: 6_000, moved: 6_000, micros: 38_400 }),
    collection("Scavenge", { young: 900, moved: 0, micros: 900 }),
  ];

  expect(readScavenges({ statistics })).toEqual({
    count: 3,
    medianSurvivors: 1_000,
    longestMilliseconds: 38.4,
  });
});

test("full collections are not among them", () => {
  const statistics = [
    collection("MarkSweepCompact", { young: 0, moved: 8e6, micros: 90_000 }),
    collection("Scavenge", { young: 5, moved: 0, micros: 10 }),
  ];

  expect(readScavenges({ statistics })).toEqual({ count: 1, medianSurvivors: 5, longestMilliseconds: 0.01 });
});

test("no scavenge has no median", () => {
  expect(readScavenges({ statistics: [] })).toEqual({
    count: 0,
    medianSurvivors: Number.NaN,
    longestMilliseconds: 0,
  });
});
