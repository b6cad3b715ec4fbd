import type { ScheduledReport } from "@hookyard/register/reconcile/scheduled-run";
import type { Context } from "aws-lambda";
import { metric } from "../metrics.ts";
import type { Telemetry } from "./telemetry.ts";

/** Ends of the time that a run has. */
export interface RunTime {
  /** The run ends between two pages. */
  readonly stop: AbortSignal;
  /** A call that is under way ends. */
  readonly deadline: AbortSignal;
}

export interface ReconcileFunctionOptions {
  /** The source's name in the router. */
  readonly source: string;
  readonly run: (time: RunTime) => Promise<ScheduledReport>;
  readonly telemetry: Telemetry;
}

/** A function that EventBridge Scheduler invokes; what it is handed says nothing. */
export type ReconcileFunction = (
  event: unknown,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => Promise<void>;

/** Of the function's time, what stays for the page that is being read, and for what is written after it. */
const lastPageMilliseconds = 60_000;
const lastWordsMilliseconds = 10_000;
const mostTypesNamed = 10;

/**
 * Compares a source with its provider, and counts what never arrived: an alarm looks at the count. A run that does not
 * come to its end is gone on with by the next. What the provider's API refuses is the function's error.
 */
export function createReconcileFunction({
  source,
  run,
  telemetry,
}: ReconcileFunctionOptions): ReconcileFunction {
  return async (_event, context) => {
    telemetry.begin(context);
    const remaining = context.getRemainingTimeInMillis();
    const report = await run({
      stop: AbortSignal.timeout(Math.max(0, remaining - lastPageMilliseconds)),
      deadline: AbortSignal.timeout(Math.max(0, remaining - lastWordsMilliseconds)),
    });
    const { since, until, end, recorded, forgotten } = report;
    const gap = report.missing.filter(({ outcome }) => outcome !== "arrived");
    const backfilled = gap.filter(({ outcome }) => outcome === "backfilled").length;
    telemetry.count(
      { [metric.neverArrived]: gap.length, [metric.backfilled]: backfilled },
      { source },
      {
        since,
        until,
        end,
        recorded,
        ...(gap.length > 0 && { types: named(gap.map(({ event }) => event.type)) }),
        ...(gap.length > backfilled && {
          outcomes: named(
            gap.map(({ outcome, reason }) => (reason === undefined ? outcome : `${outcome}: ${reason}`)),
          ),
        }),
      },
    );
    if (forgotten !== undefined) {
      telemetry.log("warn", "nobody compared this time, and the provider does not remember it any more", {
        source,
        ...forgotten,
      });
    }
  };
}

/** `charge.failed (12), invoice.paid (3)`: the most frequent ones. */
function named(words: readonly string[]): string {
  const counted = [...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const);
  return counted
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostTypesNamed)
    .map(([word, count]) => `${word.slice(0, 120)} (${count})`)
    .join(", ");
}
