/** What one server did in one segment. */
export interface Segment {
  readonly cpuMicros: number;
  readonly perSecond: number;
  readonly p99Milliseconds: number;
}

/** The segments of two servers that ran side by side: the first of the one beside the first of the other, and so on. */
export interface PairedStart {
  readonly ours: readonly Segment[];
  readonly theirs: readonly Segment[];
}

/** One figure of this checkout as a ratio to the other's. */
export interface PairedRatio {
  /** The mean over all starts of the median of each one's pairs. */
  readonly mean: number;
  /**
   * How far the mean may be off (a standard error). Over starts and not over pairs: two processes of the same code differ
   * by some percent for as long as they run, by what was compiled when and by where their memory lies. `NaN` for one start.
   */
  readonly error: number;
  readonly starts: readonly number[];
}

export type PairedFigures = { readonly [Figure in keyof Segment]: PairedRatio };

/** Sets each segment of ours against the one of theirs that ran beside it. */
export function comparePairs(starts: readonly PairedStart[]): PairedFigures {
  const ratioOf = (figure: keyof Segment): PairedRatio =>
    pairedRatio(starts.map(({ ours, theirs }) => median(ratios(figure, ours, theirs))));
  return {
    cpuMicros: ratioOf("cpuMicros"),
    perSecond: ratioOf("perSecond"),
    p99Milliseconds: ratioOf("p99Milliseconds"),
  };
}

/** One line for a terminal. */
export function pairsText({ cpuMicros, perSecond, p99Milliseconds }: PairedFigures): string {
  const text = ({ mean, error, starts }: PairedRatio): string => {
    const doubt = Number.isNaN(error) ? "" : ` ± ${error.toFixed(3)}`;
    return `${mean.toFixed(3)}${doubt} × (${Math.min(...starts).toFixed(2)} to ${Math.max(...starts).toFixed(2)})`;
  };
  const count = `${cpuMicros.starts.length} starts`;
  return `${count}: CPU an event ${text(cpuMicros)}, events a second ${text(perSecond)}, p99 ${text(p99Milliseconds)}`;
}

function ratios(figure: keyof Segment, ours: readonly Segment[], theirs: readonly Segment[]): number[] {
  return ours.flatMap((segment, at) => {
    const other = theirs[at];
    return other === undefined ? [] : [segment[figure] / other[figure]];
  });
}

function pairedRatio(starts: readonly number[]): PairedRatio {
  const mean = starts.reduce((sum, ratio) => sum + ratio, 0) / starts.length;
  const squares = starts.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (starts.length - 1) / starts.length), starts };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}
