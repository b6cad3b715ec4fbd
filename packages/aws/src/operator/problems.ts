import type { ConsumerReport, SourceReport } from "@hookyard/core/operator/operator";
import { type MetricCounts, metricDays } from "./stage-metrics.ts";

/** Seconds of backlog from which on it is a problem. */
const oldBacklogSeconds = 300;
/** What SQS keeps a message at most, and a consumer's queue is set to. */
const queueDays = 14;

/** What could not be found out, and why. */
export function unknownOf({
  metricsError,
  mappingsError,
}: {
  readonly metricsError: string | undefined;
  readonly mappingsError: string | undefined;
}): readonly string[] {
  return [
    ...(metricsError === undefined
      ? []
      : [`CloudWatch did not answer, so totals and ages are not known (${metricsError})`]),
    ...(mappingsError === undefined
      ? []
      : [`Lambda did not answer, so it is not known which consumers are paused (${mappingsError})`]),
  ];
}

/** What is wrong with a stage now, most urgent first; empty when nothing is. */
export function problemsOf({
  stage,
  unknown,
  counts,
  dead,
  backlogAgeSeconds,
  sources,
  consumers,
}: {
  readonly stage: string;
  /** See {@link unknownOf}. */
  readonly unknown: readonly string[];
  readonly counts: MetricCounts;
  readonly dead: number;
  readonly backlogAgeSeconds: number;
  readonly sources: readonly Pick<SourceReport, "source" | "secrets" | "refused">[];
  readonly consumers: readonly Pick<ConsumerReport, "consumer" | "deliveries" | "pausedTime">[];
}): readonly string[] {
  const sum = (metric: string): number =>
    [...(counts.get(metric)?.values() ?? [])].reduce((total, count) => total + count, 0);
  const problems = [...unknown];
  if (sum("NotStored") > 0)
    problems.push(
      `${sum("NotStored")} events were answered 503 in the last ${metricDays} days: their senders try again`,
    );
  if (sum("DedupeFailedOpen") > 0)
    problems.push(
      `${sum("DedupeFailedOpen")} events were published without a look for duplicates: DynamoDB did not answer`,
    );
  if (dead > 0) problems.push(`${dead} dead letters: npx hookyard dead-letters list --stage ${stage}`);
  if (backlogAgeSeconds > oldBacklogSeconds)
    problems.push(`the oldest delivery has been waiting for ${backlogAgeSeconds} s`);
  for (const { consumer, deliveries, pausedTime } of consumers) {
    if (pausedTime === undefined) continue;
    problems.push(
      `${consumer} is paused since ${pausedTime} and ${deliveries.scheduled} deliveries wait; SQS keeps them ${queueDays} days: npx hookyard consumers resume ${consumer} --stage ${stage}`,
    );
  }
  if (sum("Conflicts") > 0)
    problems.push(`${sum("Conflicts")} events came again under the same id with another body`);
  const without = sources.filter(({ secrets }) => secrets.count === 0).map(({ source }) => source);
  if (without.length > 0)
    problems.push(
      `no secret is set for: ${without.slice(0, 10).join(", ")}. Set it with: npx sst secret set <its name> --stage ${stage}, which asks for it`,
    );
  const refused = sources.filter((source) => source.refused.length > 0).map(({ source }) => source);
  if (refused.length > 0)
    problems.push(
      `requests were refused at: ${refused.slice(0, 10).join(", ")}. Why: npx hookyard refused --stage ${stage}`,
    );
  return problems;
}
