/** How much of what was refused is kept and looked into: a flood of bad requests must cost next to nothing. */
export const refusedLimits = {
  /** Requests of one source; older ones give way. */
  maxPerSource: 500,
  /** Bytes of one source's requests, headers and bodies. */
  maxBytesPerSource: 32 * 1024 ** 2,
  /** A larger body is explained and listed, and not kept. */
  maxBodyBytes: 8 * 1024 ** 2,
  ageMilliseconds: 7 * 86_400_000,
  /** So many at once, and then so many a second, are looked into; the rest is only counted. */
  burstPerSource: 60,
  perSecondPerSource: 1,
  burst: 200,
  perSecond: 10,
  /** On their way to be looked into. */
  maxPending: 100,
  maxPendingBytes: 32 * 1024 ** 2,
} as const;
