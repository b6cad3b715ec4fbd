import { at, type Graph, type Inputs, named, ofType, type Resource, text } from "../graph.ts";
import { environmentOf, types } from "../checks/consumer-parts.ts";

/**
 * What AWS would answer to `doctor` of the stage that a graph is: by call, as `startAccount` takes it. What Pulumi leaves
 * out has AWS's own default. What is the account's and not the stage's is that of a quiet account.
 */
export function answersOfGraph(graph: Graph): Map<string, object | undefined> {
  return new Map<string, object | undefined>([
    ...ofKept(graph),
    ...ofType(graph, types.queue).map((queue) => ofQueue(graph, queue)),
    ...ofType(graph, types.function).flatMap((of) => ofFunction(graph, of)),
    ...ofType(graph, types.mapping).map(ofMapping),
    ...ofType(graph, types.rule).flatMap((rule) => ofRule(graph, rule)),
    [
      "GraniteServiceVersion20100801.DescribeAlarms",
      { MetricAlarms: ofType(graph, types.alarm).map(alarmOf) },
    ],
    ...ofAccount(graph),
  ]);
}

type Answer = [call: string, answer: object];

function ofKept(graph: Graph): readonly Answer[] {
  const bus = named(graph, types.bus, "BusBus").outputs;
  const table = named(graph, types.table, "TableTable");
  const name = String(table.outputs["name"]);
  const recovers = at(table.inputs, "pointInTimeRecovery.enabled") === true;
  const expires = at(table.inputs, "ttl.enabled") === true;
  return [
    [`AWSEvents.DescribeEventBus ${String(bus["name"])}`, { Name: bus["name"], Arn: bus["arn"] }],
    ...ofType(graph, types.archive).map(
      ({ inputs, outputs }): Answer => [
        `AWSEvents.DescribeArchive ${String(outputs["name"])}`,
        { State: inputs["state"] ?? "ENABLED", EventSourceArn: inputs["eventSourceArn"] },
      ],
    ),
    [`DynamoDB_20120810.DescribeTable ${name}`, { Table: { TableStatus: "ACTIVE" } }],
    [
      `DynamoDB_20120810.DescribeContinuousBackups ${name}`,
      {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: "ENABLED",
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: recovers ? "ENABLED" : "DISABLED" },
        },
      },
    ],
    [
      `DynamoDB_20120810.DescribeTimeToLive ${name}`,
      {
        TimeToLiveDescription: expires
          ? { TimeToLiveStatus: "ENABLED", AttributeName: at(table.inputs, "ttl.attributeName") }
          : { TimeToLiveStatus: "DISABLED" },
      },
    ],
  ];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html for defaults */
function ofQueue(graph: Graph, { inputs, outputs }: Resource): Answer {
  const policy = ofType(graph, types.queuePolicy).find(
    (one) => one.inputs["queueUrl"] === outputs["url"],
  )?.inputs;
  const attributes = {
    QueueArn: outputs["arn"],
    VisibilityTimeout: text(inputs["visibilityTimeoutSeconds"] ?? 30),
    MessageRetentionPeriod: text(inputs["messageRetentionSeconds"] ?? 345_600),
    RedrivePolicy: inputs["redrivePolicy"],
    Policy: policy?.["policy"],
  };
  return [`AmazonSQS.GetQueueAttributes ${String(outputs["name"])}`, { Attributes: attributes }];
}

function ofFunction(graph: Graph, of: Resource): readonly Answer[] {
  const name = String(of.outputs["name"]);
  const configuration = {
    State: "Active",
    LastUpdateStatus: "Successful",
    Timeout: of.inputs["timeout"],
    Environment: { Variables: environmentOf(of) },
  };
  const reserved = of.inputs["reservedConcurrentExecutions"];
  const aliases = ofType(graph, types.alias).filter(({ inputs }) => inputs["functionName"] === name);
  return [
    [`function ${name}`, configuration],
    ...aliases.map((alias): Answer => [`function ${name}:${String(alias.inputs["name"])}`, configuration]),
    [`concurrency ${name}`, reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved }],
  ];
}

function ofMapping({ inputs, outputs }: Resource): Answer {
  return [
    `mapping ${String(outputs["uuid"])}`,
    {
      State: inputs["enabled"] === false ? "Disabled" : "Enabled",
      EventSourceArn: inputs["eventSourceArn"],
      FunctionResponseTypes: inputs["functionResponseTypes"] ?? [],
      ScalingConfig: { MaximumConcurrency: at(inputs, "scalingConfig.maximumConcurrency") },
    },
  ];
}

function ofRule(graph: Graph, { inputs, outputs }: Resource): readonly Answer[] {
  const name = String(outputs["name"]);
  const targets = ofType(graph, types.target).filter((target) => target.inputs["rule"] === name);
  return [
    [
      `AWSEvents.DescribeRule ${name}`,
      { Arn: outputs["arn"], State: inputs["state"] ?? "ENABLED", EventPattern: inputs["eventPattern"] },
    ],
    [
      `AWSEvents.ListTargetsByRule ${name}`,
      {
        Targets: targets.map((target) => ({
          Id: target.inputs["targetId"],
          Arn: target.inputs["arn"],
          DeadLetterConfig: { Arn: at(target.inputs, "deadLetterConfig.arn") },
          RetryPolicy: {
            MaximumEventAgeInSeconds: at(target.inputs, "retryPolicy.maximumEventAgeInSeconds"),
            MaximumRetryAttempts: at(target.inputs, "retryPolicy.maximumRetryAttempts"),
          },
        })),
      },
    ],
  ];
}

function alarmOf({ inputs }: Resource): object {
  const queries = inputs["metricQueries"] as readonly Inputs[] | undefined; // safe: an alarm's queries
  return {
    AlarmName: inputs["name"],
    ...(queries === undefined
      ? { ...metricOf(inputs), Statistic: inputs["statistic"] }
      : { Metrics: queries.map(queryOf) }),
    ActionsEnabled: inputs["actionsEnabled"] !== false,
    AlarmActions: inputs["alarmActions"] ?? [],
    StateValue: "OK",
  };
}

function queryOf({ id, expression, metric }: Inputs): object {
  if (metric === undefined) return { Id: id, Expression: expression, ReturnData: true };
  const { stat, period, ...inputs } = metric as Inputs; // safe: a query's metric
  return { Id: id, MetricStat: { Metric: metricOf(inputs), Stat: stat, Period: period } };
}

function metricOf(inputs: Inputs): object {
  const dimensions = Object.entries((inputs["dimensions"] ?? {}) as Inputs); // safe: a metric's dimensions
  return {
    Namespace: inputs["namespace"],
    MetricName: inputs["metricName"],
    Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
  };
}

function ofAccount(graph: Graph): readonly Answer[] {
  const bus = String(named(graph, types.bus, "BusBus").outputs["name"]);
  const rules = ofType(graph, types.rule).filter(({ inputs }) => inputs["eventBusName"] === bus);
  return [
    [`AWSEvents.ListRules ${bus}`, { Rules: rules.map(({ outputs }) => ({ Name: outputs["name"] })) }],
    ["account", { AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 1000 } }],
    [
      "ServiceQuotasV20190624.ListServiceQuotas events",
      {
        Quotas: [
          { QuotaName: "Number of rules", Value: 300 },
          { QuotaName: "PutEvents throttle limit in transactions per second", Value: 10_000 },
        ],
      },
    ],
    ["GraniteServiceVersion20100801.GetMetricStatistics", { Datapoints: [] }],
    ["sns", { members: ["arn:aws:sns:eu-central-1:123456789012:alarms:confirmed"] }], // somebody has subscribed
  ];
}
