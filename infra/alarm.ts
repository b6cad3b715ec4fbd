import { metricNamespace, type MetricName } from "../packages/functions/src/metrics.ts";
import { resourceName } from "./names.ts";

/** Something that goes wrong, as CloudWatch counts it. */
export interface AlarmOptions {
  readonly description: string;
  readonly metric: Metric;
  /** The alarm goes off when the metric is above this. */
  readonly above: number;
  /** Default 1 minute. */
  readonly periodSeconds?: number;
  /** Periods in a row. Default 1. */
  readonly periods?: number;
}

export interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, $util.Input<string>>>;
  readonly statistic: "Sum" | "Maximum";
}

export function queueDepth(queue: sst.aws.Queue): Metric {
  return queueMetric(queue, "ApproximateNumberOfMessagesVisible");
}

export function queueAge(queue: sst.aws.Queue): Metric {
  return queueMetric(queue, "ApproximateAgeOfOldestMessage");
}

export function functionMetric(
  of: sst.aws.Function,
  metricName: "Errors" | "Throttles" | "Url5xxCount" | "UrlRequestCount" | "Invocations",
): Metric {
  return { namespace: "AWS/Lambda", metricName, dimensions: { FunctionName: of.name }, statistic: "Sum" };
}

/** Rules of a bus that is not the default one have both dimensions. */
export function ruleMetric(
  rule: aws.cloudwatch.EventRule,
  metricName: "FailedInvocations" | "InvocationsFailedToBeSentToDlq" | "ThrottledRules",
): Metric {
  const dimensions = {
    EventBusName: rule.eventBusName.apply((name) => name ?? "default"),
    RuleName: rule.name,
  };
  return { namespace: "AWS/Events", metricName, dimensions, statistic: "Sum" };
}

/** What the functions count themselves; of one source alone where it is named. */
export function hookyardMetric(metricName: MetricName, service: string, source?: string): Metric {
  const dimensions = { service, stage: $app.stage, ...(source !== undefined && { source }) };
  return { namespace: metricNamespace, metricName, dimensions, statistic: "Sum" };
}

/** Tells the topic when it goes off and when it is over. No news is good news: most of these have no data on good days. */
export function createAlarm(name: string, topic: sst.aws.SnsTopic, options: AlarmOptions): void {
  const { description, metric, above, periodSeconds = 60, periods = 1 } = options;
  new aws.cloudwatch.MetricAlarm(`${name}Alarm`, {
    name: resourceName(name, 255),
    alarmDescription: description,
    ...metric,
    period: periodSeconds,
    evaluationPeriods: periods,
    comparisonOperator: "GreaterThanThreshold",
    threshold: above,
    treatMissingData: "notBreaching",
    alarmActions: [topic.arn],
    okActions: [topic.arn],
  });
}

function queueMetric(queue: sst.aws.Queue, metricName: string): Metric {
  const dimensions = { QueueName: queue.nodes.queue.name };
  return { namespace: "AWS/SQS", metricName, dimensions, statistic: "Maximum" };
}
