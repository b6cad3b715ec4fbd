import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetEventSourceMappingCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from "@aws-sdk/client-lambda";
import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { StageConsumer } from "../stage-resources.ts";
import { look } from "./look.ts";
import type { ConsumerState, FunctionState, MappingState, QueueState } from "./stage-state.ts";

export interface ConsumerClients {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly eventBridge: EventBridgeClient;
}

/** Everything that one consumer is on AWS. */
export async function readConsumer(
  { sqs, lambda, eventBridge }: ConsumerClients,
  bus: string,
  consumer: StageConsumer,
): Promise<ConsumerState> {
  const [queue, deadLetterQueue, targetDeadLetterQueue, of, mapping, rule, targets] = await Promise.all([
    look(() => readQueue(sqs, consumer.queue)),
    look(() => readQueue(sqs, consumer.deadLetterQueue)),
    look(() => readQueue(sqs, consumer.targetDeadLetterQueue)),
    look(() => readFunction(lambda, consumer.function)),
    look(() => readMapping(lambda, consumer.mapping)),
    look(async () => {
      const given = await eventBridge.send(
        new DescribeRuleCommand({ Name: consumer.rule, EventBusName: bus }),
      );
      return { arn: given.Arn ?? "", state: given.State ?? "", pattern: given.EventPattern ?? "" };
    }),
    look(async () => {
      const { Targets = [] } = await eventBridge.send(
        new ListTargetsByRuleCommand({ Rule: consumer.rule, EventBusName: bus }),
      );
      return Targets.map(({ Arn = "", DeadLetterConfig, RetryPolicy }) => ({
        arn: Arn,
        deadLetterQueue: DeadLetterConfig?.Arn,
        maximumEventAgeSeconds: RetryPolicy?.MaximumEventAgeInSeconds,
      }));
    }),
  ]);
  return { queue, deadLetterQueue, targetDeadLetterQueue, function: of, mapping, rule, targets };
}

async function readQueue(sqs: SQSClient, url: string): Promise<QueueState> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
  );
  const redrive = Attributes["RedrivePolicy"];
  return {
    arn: Attributes["QueueArn"] ?? "",
    visibilitySeconds: Number(Attributes["VisibilityTimeout"] ?? 0),
    retentionSeconds: Number(Attributes["MessageRetentionPeriod"] ?? 0),
    redrive: redrive === undefined || redrive === "" ? undefined : redriveOf(redrive),
    policy: Attributes["Policy"],
  };
}

function redriveOf(text: string): QueueState["redrive"] {
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as {
    readonly deadLetterTargetArn: string;
    readonly maxReceiveCount: number | string;
  }; // safe: SQS takes no other redrive policy
  return { to: deadLetterTargetArn, maxReceives: Number(maxReceiveCount) };
}

/** `qualifier`: the alias that runs. */
export async function readFunction(
  lambda: LambdaClient,
  name: string,
  qualifier?: string,
): Promise<FunctionState> {
  const [configuration, concurrency] = await Promise.all([
    lambda.send(
      new GetFunctionConfigurationCommand({
        FunctionName: name,
        ...(qualifier !== undefined && { Qualifier: qualifier }),
      }),
    ),
    lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: name })),
  ]);
  return {
    state: configuration.State ?? "",
    lastUpdate: configuration.LastUpdateStatus ?? "",
    timeoutSeconds: configuration.Timeout ?? 0,
    reservedConcurrency: concurrency.ReservedConcurrentExecutions,
    environment: configuration.Environment?.Variables ?? {},
  };
}

async function readMapping(lambda: LambdaClient, uuid: string): Promise<MappingState> {
  const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }));
  return {
    state: mapping.State ?? "",
    queueArn: mapping.EventSourceArn ?? "",
    reportsItemFailures: mapping.FunctionResponseTypes?.includes("ReportBatchItemFailures") === true,
    maximumConcurrency: mapping.ScalingConfig?.MaximumConcurrency,
  };
}
