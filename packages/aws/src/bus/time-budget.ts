/** Time, chance and waiting, as they are passed in. */
export interface Clockwork {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const firstWaitMilliseconds = 50;
const longestWaitMilliseconds = 1_000;

/** The wait before the next try, from 1: exponential with full jitter. */
export function waitMilliseconds(tries: number, random: () => number): number {
  return random() * Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** (tries - 1));
}

/**
 * Waits before the next try. False, and no wait, when the deadline would come before it: the time is better given to
 * what comes after giving up.
 */
export async function waitToRetry(tries: number, deadline: number, clockwork: Clockwork): Promise<boolean> {
  const wait = waitMilliseconds(tries, clockwork.random);
  if (clockwork.now() + wait >= deadline) return false;
  await clockwork.sleep(wait);
  return true;
}

/** Ends a call when the deadline comes, and never before it could begin. */
export function signalUntil(deadline: number, now: () => number): AbortSignal {
  return AbortSignal.timeout(Math.max(1, Math.ceil(deadline - now())));
}
