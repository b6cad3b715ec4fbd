import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";
import type { AcknowledgementReport } from "@hookyard/core/operator/operator";

export interface StageAnswersOptions {
  readonly cloudwatch: CloudWatchClient;
  readonly stage: string;
  /** As the functions write it: `packages/functions/src/metrics.ts`. */
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How soon each source's requests were answered in the last day, without the provider's deadline. */
export type StageAnswers = () => Promise<ReadonlyMap<string, Omit<AcknowledgementReport, "deadlineSeconds">>>;

/** As the ingest function counts: `packages/functions/src/metrics.ts`. */
const queries = {
  count: ["AnswerMilliseconds", "SampleCount"],
  p50: ["AnswerMilliseconds", "p50"],
  p99: ["AnswerMilliseconds", "p99"],
  late: ["AnsweredLate", "Sum"],
  cold: ["ColdStarts", "Sum"],
  retries: ["SentAgain", "Sum"],
} as const;
type Answer = keyof typeof queries;

const daySeconds = 86_400;

/** Percentiles cannot be put together of those of parts, so a day is asked for as one. */
export function createStageAnswers({ cloudwatch, stage, namespace, now }: StageAnswersOptions): StageAnswers {
  return async () => {
    const bySource = new Map<string, Partial<Record<Answer, number>>>();
    const end = now();
    let token: string | undefined;
    do {
      const { MetricDataResults = [], NextToken } = await cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: Object.entries(queries).map(([Id, [metric, statistic]]) =>
            queryOf({ Id, metric, statistic, namespace, stage }),
          ),
          StartTime: new Date(end - daySeconds * 1000),
          EndTime: new Date(end),
          ScanBy: "TimestampDescending",
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      for (const { Id = "", Label = "", Values = [] } of MetricDataResults) {
        const [newest] = Values;
        if (newest === undefined || !isAnswer(Id)) continue;
        bySource.set(Label, { ...bySource.get(Label), [Id]: newest });
      }
      token = NextToken;
    } while (token !== undefined);
    return new Map([...bySource].flatMap(([source, answers]) => reportOf(source, answers)));
  };
}

function reportOf(
  source: string,
  { count = 0, p50 = 0, p99 = 0, late = 0, cold = 0, retries = 0 }: Partial<Record<Answer, number>>,
): readonly (readonly [string, Omit<AcknowledgementReport, "deadlineSeconds">])[] {
  if (count === 0) return [];
  return [
    [source, { count, p50Milliseconds: p50, p99Milliseconds: p99, late, coldShare: cold / count, retries }],
  ];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
function queryOf({
  Id,
  metric,
  statistic,
  namespace,
  stage,
}: {
  readonly Id: string;
  readonly metric: string;
  readonly statistic: string;
  readonly namespace: string;
  readonly stage: string;
}): MetricDataQuery {
  return {
    Id,
    Expression: `SEARCH('{${namespace},source,service,stage} stage="${stage}" MetricName="${metric}"', '${statistic}', ${daySeconds})`,
    Label: "${PROP('Dim.source')}",
  };
}

function isAnswer(id: string): id is Answer {
  return Object.hasOwn(queries, id);
}
