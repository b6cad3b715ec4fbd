/**
 * When requests are due: a Poisson process, as many independent senders make it, in milliseconds from the start.
 * Stretched so that `count` arrivals take exactly `count / perSecond`, and the same for the same seed, so that
 * every server meets the same arrivals.
 */
export function poissonArrivals(options: {
  readonly count: number;
  readonly perSecond: number;
  readonly seed: number;
}): Float64Array {
  const due = new Float64Array(options.count);
  const random = createRandom(options.seed);
  let at = 0;
  for (let index = 0; index < due.length; index++) {
    due[index] = at;
    at -= Math.log(1 - random());
  }
  const scale = at === 0 ? 0 : (options.count / options.perSecond) * (1000 / at);
  return due.map((time) => time * scale);
}

/** Mulberry32: small, fast and good enough to space arrivals. In [0, 1). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
