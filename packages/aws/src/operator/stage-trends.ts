import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import type { ConsumerSample, Sample, SourceSample } from "@hookyard/core/operator/trends";
import type { StageResources } from "../stage-resources.ts";
import { queueName } from "./queue-depths.ts";
import { remember } from "./remember.ts";

export interface StageTrendsOptions {
  readonly cloudwatch: CloudWatchClient;
  readonly resources: Pick<StageResources, "stage" | "sources" | "consumers">;
  /** As the functions write it: `packages/functions/src/metrics.ts`. */
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * The last hour of a stage, a sample a minute, from CloudWatch: what each minute counted is added up from the hour's
 * beginning, what waits and what is dead is as SQS told it in that minute.
 */
export type StageTrends = () => Promise<readonly Sample[]>;

const minuteMilliseconds = 60_000;
const hourMinutes = 60;
/** CloudWatch has a new value each minute. */
const rememberedMilliseconds = 60_000;
/** Queries in one call. */
const maxQueries = 500;

/** What the functions count, by what it becomes. */
const counted = {
  accepted: ["source", "Accepted", "Sum"],
  refused: ["source", "Refused", "Sum"],
  p99Milliseconds: ["source", "AnswerMilliseconds", "p99"],
  delivered: ["consumer", "AttemptsDone", "Sum"],
  failedAttempts: ["consumer", "AttemptsFailed", "Sum"],
} as const;
type Counted = keyof typeof counted;

/** What SQS tells of a queue and of its dead-letter queue; a message is in one of these states. */
const depths = [
  "ApproximateNumberOfMessagesVisible",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
] as const;
const age = "ApproximateAgeOfOldestMessage";

/** Values of one series, by the minute they are of: milliseconds since 1970. */
type Minutes = ReadonlyMap<number, number>;

export function createStageTrends(options: StageTrendsOptions): StageTrends {
  const { now, resources } = options;
  return remember(rememberedMilliseconds, now, async () => {
    const last = (Math.floor(now() / minuteMilliseconds) - 1) * minuteMilliseconds; // the newest is not told whole yet
    const start = last - hourMinutes * minuteMilliseconds;
    const series = await seriesBetween(options, start, last);
    const sources = Object.keys(resources.sources);
    const consumers = Object.entries(resources.consumers);

    const samples: Sample[] = [];
    const totals = new Map<string, number>();
    const counting = (what: Counted, name: string, minute: number): number => {
      const key = `${what} ${name}`;
      const sum = (totals.get(key) ?? 0) + (series.get(key)?.get(minute) ?? 0);
      totals.set(key, sum);
      return sum;
    };
    const gauges = createGauges(series);
    for (let minute = start; minute < last; minute += minuteMilliseconds) {
      const bySource = sources.map((source): readonly [string, SourceSample] => {
        const p99Milliseconds = series.get(`p99Milliseconds ${source}`)?.get(minute);
        return [
          source,
          {
            accepted: counting("accepted", source, minute),
            refused: counting("refused", source, minute),
            ...(p99Milliseconds !== undefined && { p99Milliseconds }),
          },
        ];
      });
      const byConsumer = consumers.map(([consumer, own]): readonly [string, ConsumerSample] => [
        consumer,
        {
          delivered: counting("delivered", consumer, minute),
          failedAttempts: counting("failedAttempts", consumer, minute),
          scheduled: gauges.messages(queueName(own.queue), minute),
          dead: gauges.messages(queueName(own.deadLetterQueue), minute),
          backlogAgeSeconds: gauges.at(`${age} ${queueName(own.queue)}`, minute),
        },
      ]);
      samples.push(sampleOf(minute + minuteMilliseconds, bySource, byConsumer));
    }
    return samples;
  }).ask;
}

/** What SQS told last: it says nothing of a queue that nobody has used for some hours. */
function createGauges(series: ReadonlyMap<string, Minutes>) {
  const known = new Map<string, number>();
  const at = (key: string, minute: number): number => {
    const value = series.get(key)?.get(minute);
    if (value !== undefined) known.set(key, value);
    return value ?? known.get(key) ?? 0;
  };
  return {
    at,
    messages: (queue: string, minute: number): number =>
      depths.reduce((sum, metric) => sum + at(`${metric} ${queue}`, minute), 0),
  };
}

function sampleOf(
  time: number,
  sources: readonly (readonly [string, SourceSample])[],
  consumers: readonly (readonly [string, ConsumerSample])[],
): Sample {
  const sum = <One>(all: readonly (readonly [string, One])[], of: (one: One) => number): number =>
    all.reduce((total, [, one]) => total + of(one), 0);
  return {
    time,
    accepted: sum(sources, (one) => one.accepted),
    refused: sum(sources, (one) => one.refused),
    delivered: sum(consumers, (one) => one.delivered),
    dead: sum(consumers, (one) => one.dead),
    scheduled: sum(consumers, (one) => one.scheduled),
    backlogAgeSeconds: Math.max(0, ...consumers.map(([, one]) => one.backlogAgeSeconds)),
    sources: Object.fromEntries(sources),
    consumers: Object.fromEntries(consumers),
  };
}

/** Every series of the hour, by `<what> <name>` or `<metric> <queue>`. */
async function seriesBetween(
  { cloudwatch, resources, namespace }: StageTrendsOptions,
  start: number,
  end: number,
): Promise<ReadonlyMap<string, Minutes>> {
  const queries = [
    ...Object.entries(counted).map(([what, [dimension, metric, statistic]]) => ({
      Id: what,
      Expression: `SEARCH('{${namespace},${dimension},service,stage} stage="${resources.stage}" MetricName="${metric}"', '${statistic}', 60)`,
      Label: `${what} \${PROP('Dim.${dimension}')}`,
    })),
    ...Object.values(resources.consumers)
      .flatMap(({ queue, deadLetterQueue }) => [
        ...[...depths, age].map((metric) => [metric, queueName(queue)] as const),
        ...depths.map((metric) => [metric, queueName(deadLetterQueue)] as const),
      ])
      .map(([metric, queue], index) => queueQuery(metric, queue, index)),
  ];
  const series = new Map<string, Map<number, number>>();
  for (let from = 0; from < queries.length; from += maxQueries) {
    let token: string | undefined;
    do {
      const { MetricDataResults = [], NextToken } = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.slice(from, from + maxQueries),
          StartTime: new Date(start),
          EndTime: new Date(end),
          ScanBy: "TimestampAscending",
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      for (const { Label = "", Timestamps = [], Values = [] } of MetricDataResults) {
        // Two functions may count under one name: what they count belongs together.
        const minutes = series.get(Label) ?? new Map<number, number>();
        series.set(Label, minutes);
        const isSlowest = Label.startsWith("p99Milliseconds ");
        for (const [index, time] of Timestamps.entries()) {
          const [known, value] = [minutes.get(time.getTime()) ?? 0, Values[index] ?? 0];
          minutes.set(time.getTime(), isSlowest ? Math.max(known, value) : known + value);
        }
      }
      token = NextToken;
    } while (token !== undefined);
  }
  return series;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
function queueQuery(metric: string, queue: string, index: number): MetricDataQuery {
  return {
    Id: `queue_${index}`,
    Label: `${metric} ${queue}`,
    MetricStat: {
      Metric: {
        Namespace: "AWS/SQS",
        MetricName: metric,
        Dimensions: [{ Name: "QueueName", Value: queue }],
      },
      Period: 60,
      Stat: "Maximum",
    },
  };
}
