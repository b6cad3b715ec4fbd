import type { SourceReport } from "@hookyard/core/operator/operator";
import { type MetricCounts, metricDays } from "./stage-metrics.ts";

/** Seconds of backlog from which on it is a problem. */
const oldBacklogSeconds = 300;

/** What is wrong with a stage now, most urgent first; empty when nothing is. */
export function problemsOf({
  stage,
  metricsError,
  counts,
  dead,
  backlogAgeSeconds,
  sources,
}: {
  readonly stage: string;
  readonly metricsError: string | undefined;
  readonly counts: MetricCounts;
  readonly dead: number;
  readonly backlogAgeSeconds: number;
  readonly sources: readonly Pick<SourceReport, "source" | "secrets" | "refused">[];
}): readonly string[] {
  const sum = (metric: string): number =>
    [...(counts.get(metric)?.values() ?? [])].reduce((total, count) => total + count, 0);
  const problems: string[] = [];
  if (metricsError !== undefined)
    problems.push(`CloudWatch did not answer, so totals and ages are not known (${metricsError})`);
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
  if (sum("Conflicts") > 0)
    problems.push(`${sum("Conflicts")} events came again under the same id with another body`);
  const without = sources.filter(({ secrets }) => secrets.count === 0).map(({ source }) => source);
  if (without.length > 0)
    problems.push(
      `no secret is set for: ${without.slice(0, 10).join(", ")}. See: npx sst secret list --stage ${stage}`,
    );
  const refused = sources.filter((source) => source.refused.length > 0).map(({ source }) => source);
  if (refused.length > 0)
    problems.push(
      `requests were refused at: ${refused.slice(0, 10).join(", ")}. Why: npx hookyard refused --stage ${stage}`,
    );
  return problems;
}
