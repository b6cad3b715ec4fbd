import type { Router } from "@hookyard/core/router/router";

export const account = "123456789012";
export const arn = (service: string, name: string): string =>
  `arn:aws:${service}:us-east-1:${account}:${name}`;
const fortnight = "1209600";

/** What AWS answers of a stage as `infra/` deploys it, by call; `secrets`: by source. */
export function answersOfDeployed(
  router: Router,
  secrets: Readonly<Record<string, string>>,
): Map<string, object | undefined> {
  const answers = new Map<string, object | undefined>();
  const set = (call: string, answer: object): void => void answers.set(call, answer);
  const queue = (name: string, attributes: object): void =>
    set(`AmazonSQS.GetQueueAttributes ${name}`, {
      Attributes: { QueueArn: arn("sqs", name), MessageRetentionPeriod: fortnight, ...attributes },
    });
  set("AWSEvents.DescribeEventBus bus", { Name: "bus", Arn: arn("events", "event-bus/bus") });
  set("AWSEvents.DescribeArchive archive", {
    State: "ENABLED",
    EventSourceArn: arn("events", "event-bus/bus"),
  });
  set("AWSEvents.ListRules bus", { Rules: Object.keys(router.consumers).map((Name) => ({ Name })) });
  set("DynamoDB_20120810.DescribeTable table", { Table: { TableStatus: "ACTIVE", TableSizeBytes: 1 } });
  set("DynamoDB_20120810.DescribeContinuousBackups table", {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: "ENABLED",
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" },
    },
  });
  set("DynamoDB_20120810.DescribeTimeToLive table", {
    TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expires" },
  });
  const variables = Object.entries(secrets).map(([source, value]) => [
    `HOOKYARD_SECRET_${source.toUpperCase().replaceAll("-", "_")}`,
    value,
  ]);
  set("function ingest:live", {
    State: "Active",
    LastUpdateStatus: "Successful",
    Timeout: 30,
    Environment: { Variables: Object.fromEntries(variables) },
  });
  set("concurrency ingest", {});
  set("account", { AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } });
  set("ServiceQuotasV20190624.ListServiceQuotas events", {
    Quotas: [
      { QuotaName: "Number of rules", Value: 300 },
      { QuotaName: "PutEvents throttle limit in transactions per second", Value: 10_000 },
    ],
  });
  const alarms = [
    alarm("AWS/Lambda", "Errors", { FunctionName: "ingest" }),
    alarm("Hookyard", "NotStored", { service: "ingest", stage: "production" }),
  ];
  for (const [name, { timeoutSeconds, retry, pattern, concurrency }] of Object.entries(router.consumers)) {
    const rule = arn("events", `rule/bus/${name}`);
    const timeout = Math.ceil(timeoutSeconds + 15);
    const redrive = {
      deadLetterTargetArn: arn("sqs", `${name}-dlq`),
      maxReceiveCount: retry.attempts * 2 + 20,
    };
    queue(name, {
      VisibilityTimeout: String(timeout * 6),
      RedrivePolicy: JSON.stringify(redrive),
      Policy: policyFor(rule),
    });
    queue(`${name}-dlq`, { VisibilityTimeout: "30" });
    queue(`${name}-target`, { VisibilityTimeout: "30", Policy: policyFor(rule) });
    set(`function ${name}`, { State: "Active", LastUpdateStatus: "Successful", Timeout: timeout });
    set(`concurrency ${name}`, {});
    set(`mapping ${name}`, {
      State: "Enabled",
      EventSourceArn: arn("sqs", name),
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: Math.max(concurrency, 2) },
    });
    set(`AWSEvents.DescribeRule ${name}`, {
      Arn: rule,
      State: "ENABLED",
      EventPattern: JSON.stringify({ source: [{ prefix: "hookyard." }], detail: pattern }),
    });
    set(`AWSEvents.ListTargetsByRule ${name}`, {
      Targets: [
        {
          Id: "queue",
          Arn: arn("sqs", name),
          DeadLetterConfig: { Arn: arn("sqs", `${name}-target`) },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        },
      ],
    });
    alarms.push(
      alarm("AWS/Lambda", "Errors", { FunctionName: name }),
      ...[`${name}-dlq`, `${name}-target`].map((QueueName) =>
        alarm("AWS/SQS", "ApproximateNumberOfMessagesVisible", { QueueName }),
      ),
    );
  }
  set("GraniteServiceVersion20100801.DescribeAlarms", { MetricAlarms: alarms });
  set("GraniteServiceVersion20100801.GetMetricStatistics", { Datapoints: [] });
  set("GraniteServiceVersion20100801.GetMetricData", { MetricDataResults: [] });
  set("sns", { members: [arn("sns", "alarms:1")] });
  return answers;
}

function alarm(Namespace: string, MetricName: string, dimensions: Readonly<Record<string, string>>): object {
  return {
    AlarmName: `${MetricName} ${Object.values(dimensions).join(" ")}`,
    Namespace,
    MetricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    ActionsEnabled: true,
    AlarmActions: [arn("sns", "alarms")],
    StateValue: "OK",
  };
}

function policyFor(rule: string): string {
  return JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Condition: { ArnEquals: { "aws:SourceArn": [rule] } },
      },
    ],
  });
}
