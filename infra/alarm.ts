import { metricNamespace, type MetricName } from "../packages/functions/src/metrics.ts";
import { resourceName } from "./names.ts";
import type { SilenceWindow } from "@hookyard/core/router/reconcile-silence";

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
  readonly statistic: "Sum" | "Maximum" | "SampleCount";
}

/** Something that has to happen again and again, as CloudWatch counts it. */
export interface SilenceAlarmOptions extends SilenceWindow {
  readonly description: string;
  /** The alarm goes off when nothing of it is there for all the periods. */
  readonly metric: Metric;
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

/** How often it was counted, whatever the count was. */
export function timesCounted(metric: Metric): Metric {
  return { ...metric, statistic: "SampleCount" };
}

/** Tells the topic when it goes off and when it is over. No news is good news: most of these have no data on good days. */
export function createAlarm(name: string, topic: sst.aws.SnsTopic, options: AlarmOptions): void {
  const { description, metric, above, periodSeconds = 60, periods = 1 } = options;
  new aws.cloudwatch.MetricAlarm(`${name}Alarm`, {
    ...told(name, topic, description),
    ...metric,
    period: periodSeconds,
    evaluationPeriods: periods,
    comparisonOperator: "GreaterThanThreshold",
    threshold: above,
    treatMissingData: "notBreaching",
  });
}

/**
 * Tells the topic when there was no news, and when there is some again. A period without data is filled with a zero:
 * left missing, CloudWatch would look at what lies before the periods and go off later than it should. Where there has
 * never been data there is nothing to fill, and that is silence too.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function createSilenceAlarm(
  name: string,
  topic: sst.aws.SnsTopic,
  options: SilenceAlarmOptions,
): void {
  const { description, periodSeconds, periods } = options;
  const { statistic, ...metric } = options.metric;
  new aws.cloudwatch.MetricAlarm(`${name}Alarm`, {
    ...told(name, topic, description),
    metricQueries: [
      { id: "counted", metric: { ...metric, stat: statistic, period: periodSeconds } },
      { id: "filled", expression: "FILL(counted, 0)", label: description, returnData: true },
    ],
    evaluationPeriods: periods,
    comparisonOperator: "LessThanThreshold",
    threshold: 1,
    treatMissingData: "breaching",
  });
}

function told(name: string, topic: sst.aws.SnsTopic, alarmDescription: string) {
  const actions = [topic.arn];
  return {
    name: resourceName(name, 255),
    alarmDescription,
    alarmActions: actions,
    okActions: actions,
  };
}

function queueMetric(queue: sst.aws.Queue, metricName: string): Metric {
  const dimensions = { QueueName: queue.nodes.queue.name };
  return { namespace: "AWS/SQS", metricName, dimensions, statistic: "Maximum" };
}
