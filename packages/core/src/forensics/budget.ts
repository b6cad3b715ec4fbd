/** How much one explanation may cost, so that nobody can burn this machine with bad signatures. */
export interface ForensicBudget {
  /** Verifications, one for each secret that is tried. */
  readonly maxVerifications: number;
  /** Bytes of bodies that are verified, all attempts together. */
  readonly maxBytes: number;
  readonly maxMilliseconds: number;
  /** A larger body is not rewritten: only what is cheap is tried. */
  readonly maxRewrittenBytes: number;
}

export const defaultBudget: ForensicBudget = {
  maxVerifications: 500,
  maxBytes: 128 * 1024 ** 2,
  maxMilliseconds: 200,
  maxRewrittenBytes: 1024 ** 2,
};

/** Counts down. */
export interface Spending {
  /** Whether so many secrets may still be tried on so many bytes; then it is paid for. */
  take(verifications: number, bytes: number): boolean;
  /** Whether there is nothing left to go on with. */
  isSpent(): boolean;
}

/** `clock`: milliseconds of any beginning that only go forward. */
export function createSpending(budget: ForensicBudget, clock: () => number): Spending {
  const deadline = clock() + budget.maxMilliseconds;
  let verifications = 0;
  let bytes = 0;
  const isSpent = (): boolean => verifications >= budget.maxVerifications || clock() >= deadline;
  return {
    isSpent,
    take(moreVerifications, moreBytes) {
      if (isSpent()) return false;
      if (verifications + moreVerifications > budget.maxVerifications) return false;
      const cost = moreVerifications * moreBytes;
      if (bytes + cost > budget.maxBytes) return false;
      verifications += moreVerifications;
      bytes += cost;
      return true;
    },
  };
}
