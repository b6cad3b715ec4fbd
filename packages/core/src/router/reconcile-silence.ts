import type { ReconcilePlan } from "./reconcile-spec.ts";

/** What a metric alarm looks at before it goes off: so many periods in a row. */
export interface SilenceWindow {
  readonly periodSeconds: number;
  readonly periods: number;
}

const turns = 3;
/** A run on AWS may take so long, and is counted when it ends. */
const longestRunSeconds = 900;
const daySeconds = 86_400;
/** CloudWatch's most, for periods of an hour and more; for shorter ones a day, which three turns never are. */
const longestWindowSeconds = 7 * daySeconds;
/** A week of days that has to hold a run, wherever in a day it falls. */
const longestWatchedSeconds = 6 * daySeconds;

/**
 * Seconds without a run after which a schedule has stopped: three of its turns, more where a turn is shorter than a run
 * may be.
 */
export function silenceSeconds({ everySeconds }: Pick<ReconcilePlan, "everySeconds">): number {
  return Math.max(turns, Math.ceil(longestRunSeconds / everySeconds) + 2) * everySeconds;
}

/**
 * The same as CloudWatch can look at it: three turns where they fit into seven days, a week of days for what runs less
 * often, and `undefined` where a schedule turns less often than every six days, for which there can be no alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function silenceWindow(plan: Pick<ReconcilePlan, "everySeconds">): SilenceWindow | undefined {
  const { everySeconds } = plan;
  const seconds = silenceSeconds(plan);
  if (seconds <= longestWindowSeconds)
    return { periodSeconds: everySeconds, periods: seconds / everySeconds };
  if (everySeconds > longestWatchedSeconds) return undefined;
  return { periodSeconds: daySeconds, periods: longestWindowSeconds / daySeconds };
}
