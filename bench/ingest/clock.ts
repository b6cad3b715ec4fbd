const processStartMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

/**
 * Milliseconds on the machine's monotonic clock. Its zero is the same in every process, so a time taken by the
 * load generator and one taken in a consumer can be subtracted.
 */
export function monotonicMs(): number {
  return processStartMs + performance.now();
}
