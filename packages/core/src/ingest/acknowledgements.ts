import type { AcknowledgementReport } from "../operator/operator.ts";

/** Counts how soon the requests of each source were answered, in memory that does not grow. */
export interface Acknowledgements {
  add(
    source: string,
    answered: { readonly milliseconds: number; readonly isRetry: boolean; readonly isCold?: boolean },
  ): void;
  /** `undefined` while none was answered. */
  report(source: string): AcknowledgementReport | undefined;
  /** What was counted since the last time, and counts anew: for another thread's `merge`. */
  take(): TakenAcknowledgements;
  merge(taken: TakenAcknowledgements): void;
}

/** Counts by source, as they cross to another thread. */
export type TakenAcknowledgements = ReadonlyMap<string, Readonly<Counts>>;

/** Eight buckets for each doubling: a percentile is at most 9 % too high. */
const bucketsPerDoubling = 8;
/** From a tenth of a millisecond to half an hour. */
const leastMilliseconds = 0.1;
const buckets = 24 * bucketsPerDoubling;

interface Counts {
  readonly histogram: Uint32Array;
  count: number;
  late: number;
  retries: number;
  cold: number;
  knowsCold: boolean;
}

/** Starts counting. `deadlines`: seconds within which each source's provider wants its answer, where it says. */
export function createAcknowledgements(deadlines: ReadonlyMap<string, number | undefined>): Acknowledgements {
  let bySource = new Map<string, Counts>();
  const countsOf = (source: string): Counts => {
    let counts = bySource.get(source);
    if (counts === undefined) {
      const histogram = new Uint32Array(buckets);
      counts = { histogram, count: 0, late: 0, retries: 0, cold: 0, knowsCold: false };
      bySource.set(source, counts);
    }
    return counts;
  };
  return {
    add(source, { milliseconds, isRetry, isCold }) {
      const counts = countsOf(source);
      const bucket = bucketOf(milliseconds);
      counts.histogram[bucket] = (counts.histogram[bucket] ?? 0) + 1;
      counts.count += 1;
      const deadline = deadlines.get(source);
      if (deadline !== undefined && milliseconds > deadline * 1000) counts.late += 1;
      if (isRetry) counts.retries += 1;
      if (isCold !== undefined) counts.knowsCold = true;
      if (isCold === true) counts.cold += 1;
    },
    take() {
      const taken = bySource;
      bySource = new Map();
      return taken;
    },
    merge(taken) {
      for (const [source, more] of taken) {
        const counts = countsOf(source);
        for (const [bucket, number] of more.histogram.entries())
          counts.histogram[bucket] = (counts.histogram[bucket] ?? 0) + number;
        counts.count += more.count;
        counts.late += more.late;
        counts.retries += more.retries;
        counts.cold += more.cold;
        counts.knowsCold ||= more.knowsCold;
      }
    },
    report(source) {
      const counts = bySource.get(source);
      if (counts === undefined) return undefined;
      const deadline = deadlines.get(source);
      return {
        count: counts.count,
        p50Milliseconds: percentile(counts, 0.5),
        p99Milliseconds: percentile(counts, 0.99),
        ...(deadline !== undefined && { deadlineSeconds: deadline }),
        late: counts.late,
        ...(counts.knowsCold && { coldShare: counts.cold / counts.count }),
        retries: counts.retries,
      };
    },
  };
}

function bucketOf(milliseconds: number): number {
  const doublings = Math.log2(Math.max(milliseconds, leastMilliseconds) / leastMilliseconds);
  return Math.min(buckets - 1, Math.floor(doublings * bucketsPerDoubling));
}

/** The upper end of the bucket in which the percentile lies. */
function percentile({ histogram, count }: Counts, share: number): number {
  let left = Math.ceil(count * share);
  for (const [bucket, number] of histogram.entries()) {
    left -= number;
    if (left <= 0) return round(leastMilliseconds * 2 ** ((bucket + 1) / bucketsPerDoubling));
  }
  return 0;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
