import type { Measurement } from "./measurement.ts";

/** What the search for the highest rate found. */
export interface HeldRate {
  /** 0 where none of the rates that were tried held. */
  readonly perSecond: number;
  readonly probes: readonly Measurement[];
}

const p99LimitMs = 20;
const drainLimitMs = 500;

/** Whether a server kept up: everything sent, acknowledged and delivered, at once, with no queue left at the end. */
export function isHeld(measurement: Measurement): boolean {
  const { unsent, sent, check, acknowledgement, drainMs = 0 } = measurement;
  const isComplete = unsent === 0 && check.acknowledged === sent && check.missing === 0;
  return isComplete && acknowledgement.p99 < p99LimitMs && drainMs < drainLimitMs;
}

/** Looks for the highest rate that is held, between a third and 1.1 times what a closed loop gets through. */
export async function searchHeldRate(options: {
  readonly closedLoopPerSecond: number;
  readonly probes: number;
  readonly measureAt: (perSecond: number) => Promise<Measurement>;
}): Promise<HeldRate> {
  let held = 0;
  let low = options.closedLoopPerSecond / 3;
  let high = options.closedLoopPerSecond * 1.1;
  const probes: Measurement[] = [];
  while (probes.length < options.probes) {
    const share = probes.length === 0 ? 0.7 : 0.5;
    const perSecond = Math.round((low + (high - low) * share) / 100) * 100;
    const measurement = await options.measureAt(perSecond);
    probes.push(measurement);
    if (isHeld(measurement)) {
      held = perSecond;
      low = perSecond;
    } else {
      high = perSecond;
    }
  }
  return { perSecond: held, probes };
}
