import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";

/** Sums of what a stage's functions counted, and the ages of its queues, from CloudWatch. */
export interface StageMetrics {
  /** By metric and then by source or consumer: what was counted in the last {@link metricDays} days. */
  counts(): Promise<MetricCounts>;
  /** Seconds that the oldest message of each queue has waited, in the order of the names. */
  oldestAges(queueNames: readonly string[]): Promise<readonly number[]>;
}

/** `counts.get("Accepted")?.get("stripe")`. */
export type MetricCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** CloudWatch keeps sums of a day for 455 days; what is shown is a month's. */
export const metricDays = 30;

export interface StageMetricsOptions {
  readonly cloudwatch: CloudWatchClient;
  readonly stage: string;
  /** As the functions write it: `packages/functions/src/metrics.ts`. */
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const daySeconds = 86_400;
/** An age is told once a minute, some minutes late. */
const agePeriodSeconds = 60;
const ageWindowMilliseconds = 10 * 60_000;
/** Queries in one call. */
const maxQueries = 500;

export function createStageMetrics({ cloudwatch, stage, namespace, now }: StageMetricsOptions): StageMetrics {
  const ask = async (queries: readonly MetricDataQuery[], windowMilliseconds: number) => {
    const results: { readonly label: string; readonly values: readonly number[] }[] = [];
    let token: string | undefined;
    do {
      const { MetricDataResults = [], NextToken } = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: [...queries],
          StartTime: new Date(now() - windowMilliseconds),
          EndTime: new Date(now()),
          ScanBy: "TimestampDescending",
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      results.push(
        ...MetricDataResults.map(({ Label = "", Values = [] }) => ({ label: Label, values: Values })),
      );
      token = NextToken;
    } while (token !== undefined);
    return results;
  };

  return {
    async counts() {
      const found = await ask(
        Object.entries(counted).flatMap(([dimension, metrics]) =>
          metrics.map((metric) => searchFor({ namespace, stage, dimension, metric })),
        ),
        metricDays * daySeconds * 1000,
      );
      const counts = new Map<string, Map<string, number>>();
      for (const { label, values } of found) {
        const [metric = "", name = ""] = label.split(" ");
        const byName = counts.get(metric) ?? new Map<string, number>();
        counts.set(metric, byName);
        byName.set(name, (byName.get(name) ?? 0) + values.reduce((sum, value) => sum + value, 0));
      }
      return counts;
    },
    async oldestAges(queueNames) {
      const ages = new Map<string, number>();
      for (let start = 0; start < queueNames.length; start += maxQueries) {
        const queries = queueNames.slice(start, start + maxQueries).map(ageOf);
        for (const { label, values } of await ask(queries, ageWindowMilliseconds))
          ages.set(label, values[0] ?? 0);
      }
      return queueNames.map((name) => ages.get(name) ?? 0);
    },
  };
}

/** Events that an older secret verified, from its second position on: `packages/functions/src/metrics.ts`. */
export const olderSecrets = ["VerifiedBySecret1", "VerifiedBySecret2", "VerifiedBySecret3"] as const;

/** What is shown and asked for by name, since each series is paid for; by the dimension beside function and stage. */
const counted = {
  source: ["Accepted", "Duplicates", "Conflicts", "Refused", "NotStored", ...olderSecrets],
  consumer: ["AttemptsDone", "AttemptsFailed"],
  /** The door's own troubles are counted for no source. */
  stage: ["DedupeFailedOpen"],
} as const;

/**
 * A search answers with at most 500 series, so it is for one metric; and with those alone that had values in two weeks.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
function searchFor({
  namespace,
  stage,
  dimension,
  metric,
}: {
  readonly namespace: string;
  readonly stage: string;
  readonly dimension: string;
  readonly metric: string;
}): MetricDataQuery {
  const dimensions = dimension === "stage" ? "service,stage" : `${dimension},service,stage`;
  return {
    Id: `sum_${metric}`,
    Expression: `SEARCH('{${namespace},${dimensions}} stage="${stage}" MetricName="${metric}"', 'Sum', ${daySeconds})`,
    Label: `${metric} \${PROP('Dim.${dimension}')}`,
  };
}

function ageOf(queueName: string, index: number): MetricDataQuery {
  return {
    Id: `age_${index}`,
    Label: queueName,
    MetricStat: {
      Metric: {
        Namespace: "AWS/SQS",
        MetricName: "ApproximateAgeOfOldestMessage",
        Dimensions: [{ Name: "QueueName", Value: queueName }],
      },
      Period: agePeriodSeconds,
      Stat: "Maximum",
    },
  };
}
