import { setTimeout as sleep } from "node:timers/promises";
import { machineBusyMicros } from "./machine-cpu.ts";
import type { Measurement } from "./measurement.ts";

/** Cores of other work from which on a figure is not to be trusted. */
const mostOtherCores = 0.2;
const lookMs = 500;
const waitForCalmMs = 30_000;
const tries = 3;

export function isDisturbed(measurement: Measurement): boolean {
  return measurement.otherCores > mostOtherCores;
}

/**
 * Measures when nobody else wants the cores, and again when somebody did: three times at most, waiting up to half a
 * minute before each. All but the last go to `disturbed`, because their ids have to be accounted for too.
 */
export async function measureInCalm(
  measureOnce: () => Promise<Measurement>,
  disturbed: Measurement[],
): Promise<Measurement> {
  await untilCalm();
  let measurement = await measureOnce();
  for (let again = 1; again < tries && isDisturbed(measurement); again++) {
    disturbed.push(measurement);
    await untilCalm();
    measurement = await measureOnce();
  }
  return measurement;
}

/** Settles when the machine has been idle for half a second, or when it does not become so. */
async function untilCalm(): Promise<void> {
  const giveUpAt = performance.now() + waitForCalmMs;
  while (performance.now() < giveUpAt) {
    const startedAt = performance.now();
    const busyBefore = machineBusyMicros();
    await sleep(lookMs);
    const busyCores = (machineBusyMicros() - busyBefore) / ((performance.now() - startedAt) * 1_000);
    if (busyCores < mostOtherCores) return;
  }
}
