import type { Clockwork } from "../bus/time-budget.ts";

/** A clock that only waiting moves, and that keeps how long each wait was. `random`: always this. */
export function manualClock(start: number, random = 0.5): Clockwork & { readonly waits: number[] } {
  let time = start;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    random: () => random,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}
