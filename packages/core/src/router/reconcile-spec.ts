import type { Duration } from "../duration.ts";

/** What a team writes of a source's schedule. Data only. */
export interface ReconcileSpec {
  /** How often: `"1 hour"`. Whole minutes, 5 at least, and at most half of what the provider remembers. */
  readonly every: Duration;
  /** How far back each time. Default: twice `every`. What lies between two runs is looked at whatever this says. */
  readonly since?: Duration;
  /** Whether what never arrived is brought in. Default: it is told only. */
  readonly backfill?: boolean;
}

/** The same with its defaults filled in. */
export interface ReconcilePlan {
  readonly everySeconds: number;
  readonly sinceSeconds: number;
  readonly backfill: boolean;
}
