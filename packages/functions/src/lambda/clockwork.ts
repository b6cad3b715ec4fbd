import { setTimeout as sleep } from "node:timers/promises";

/** Time, chance and waiting, as a function has them. */
export const clockwork = {
  /** Milliseconds since 1970. */
  now: Date.now,
  random: Math.random,
  sleep: (milliseconds: number): Promise<void> => sleep(milliseconds),
};
