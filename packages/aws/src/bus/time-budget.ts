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

/**
 * What a promise gives, unless that takes longer: then it rejects with a `TimeoutError`, and what the promise gives later
 * is not looked at.
 */
export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const tooLate = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => tooLate.reject(new DOMException(`no answer within ${Math.round(milliseconds)} ms`, "TimeoutError")),
    Math.max(0, milliseconds),
  );
  try {
    return await Promise.race([promise, tooLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
