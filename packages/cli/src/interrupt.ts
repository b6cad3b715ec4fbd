/** How a process is asked to stop, and made to. */
export interface Interrupt {
  /** Aborts at the first request. */
  readonly signal: AbortSignal;
  /** Takes one request: the first asks, a later one ends the process. */
  readonly request: () => void;
}

// Ctrl-C in a terminal goes to every process in front, and npm and the launcher pass on what they get: one key press
// arrives here up to four times. A person needs longer for a second one.
const samePressMilliseconds = 800;

/** Tells one press of Ctrl-C from two. */
export function createInterrupt({
  now,
  endNow,
}: {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly endNow: () => void;
}): Interrupt {
  const stop = new AbortController();
  let first = Number.NEGATIVE_INFINITY;
  return {
    signal: stop.signal,
    request() {
      if (!stop.signal.aborted) {
        first = now();
        stop.abort();
      } else if (now() - first >= samePressMilliseconds) {
        endNow();
      }
    },
  };
}
