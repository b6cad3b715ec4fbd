import type { GCProfilerResult } from "node:v8";

/** What V8's scavenges of one thread found alive in a while. */
export interface Scavenges {
  readonly count: number;
  /** Bytes that the median of them found alive: copied, or moved to the old objects. `NaN` where there was none. */
  readonly medianSurvivors: number;
  readonly longestMilliseconds: number;
}

type Collection = GCProfilerResult["statistics"][number];

/** Reads them from what Node's `GCProfiler` saw; other collections are left out. */
export function readScavenges({ statistics }: Pick<GCProfilerResult, "statistics">): Scavenges {
  const scavenges = statistics.filter(({ gcType }) => gcType === "Scavenge");
  const survivors = scavenges.map(survivorsOf).toSorted((a, b) => a - b);
  return {
    count: scavenges.length,
    medianSurvivors: survivors[Math.floor(survivors.length / 2)] ?? Number.NaN,
    longestMilliseconds: Math.max(0, ...scavenges.map(({ cost }) => cost / 1000)),
  };
}

/** A scavenge leaves the young ones that it copied, and adds those that it moved to the old. */
function survivorsOf({ beforeGC, afterGC }: Collection): number {
  const moved = usedBy(afterGC, oldSpaces) - usedBy(beforeGC, oldSpaces);
  return usedBy(afterGC, youngSpaces) + moved;
}

const youngSpaces = ["new_space"];
const oldSpaces = ["old_space", "large_object_space"];

function usedBy({ heapSpaceStatistics }: Collection["afterGC"], spaces: readonly string[]): number {
  return heapSpaceStatistics
    .filter(({ spaceName }) => spaces.includes(spaceName))
    .reduce((total, { spaceUsedSize }) => total + spaceUsedSize, 0);
}
