/** Wakes the engine when the next delivery is due: one timer for all of them. */
export interface DueTimer {
  /** Milliseconds since 1970. Only the earliest counts until it has rung. */
  at(due: number): void;
  stop(): void;
}

/** Node's timers go no further; and a clock that was set back is noticed within this time. */
const longestMilliseconds = 60_000;

export function createDueTimer(now: () => number, ring: () => void): DueTimer {
  let timer: NodeJS.Timeout | undefined;
  let set = Number.POSITIVE_INFINITY;
  return {
    at(due) {
      if (due >= set) return;
      set = due;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          set = Number.POSITIVE_INFINITY;
          ring();
        },
        Math.min(Math.max(0, due - now()), longestMilliseconds),
      );
    },
    stop: () => clearTimeout(timer),
  };
}
