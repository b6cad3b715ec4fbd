/** How a set of durations is spread, in milliseconds. Exact: every value is kept and sorted. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** The spread of `durations`, by nearest rank. All `NaN` when there are none. Does not change its argument. */
export function spreadOf(durations: Float64Array): Spread {
  const sorted = durations.slice().sort();
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), p999: at(0.999), max: at(1) };
}
