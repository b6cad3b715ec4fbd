import type { Router } from "@hookyard/core";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { type Dynamodb, startDynamodb } from "./dynamodb.ts";
import { type EventBridge, startEventBridge } from "./event-bridge.ts";
import type { LambdaProcess } from "./lambda-process.ts";
import { type S3, startS3 } from "./s3.ts";
import { type ReceivedMessage, type Sqs, startSqs } from "./sqs.ts";

/** A stage with no AWS: the parts that functions speak to, each a server on this machine. */
export interface Stage {
  readonly eventBridge: EventBridge;
  readonly sqs: Sqs;
  readonly dynamodb: Dynamodb;
  readonly s3: S3;
  readonly overflowQueue: string;
  readonly queueOf: (consumer: string) => string;
  readonly deadLetterQueueOf: (consumer: string) => string;
  /** The environment of a function: what `infra/` sets, and what Lambda itself does. */
  environment(given?: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
  /** The same for a consumer's function. */
  consumerEnvironment(consumer: string): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const bus = "hookyard-test";
const table = "hookyard-test-table";
const bucket = "hookyard-test-bodies";

export async function startStage(router: Router): Promise<Stage> {
  const [sqs, dynamodb, s3] = await Promise.all([startSqs(), startDynamodb(table), startS3(bucket)]);
  const overflowQueue = await sqs.create("overflow");
  const queues = new Map<string, string>();
  for (const consumer of Object.keys(router.consumers)) {
    queues.set(consumer, await sqs.create(consumer));
    queues.set(`${consumer}-dead`, await sqs.create(`${consumer}-dead`));
  }
  const queueOf = (consumer: string): string => {
    const url = queues.get(consumer);
    if (url === undefined) throw new Error(`there is no queue ${consumer}`);
    return url;
  };
  const eventBridge = await startEventBridge({ router, bus, sqs: sqs.url, queueOf });
  const environment = (given: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_EVENTBRIDGE: eventBridge.url,
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    HOOKYARD_STAGE: "test",
    HOOKYARD_BUS: bus,
    HOOKYARD_TABLE: table,
    HOOKYARD_BUCKET: bucket,
    HOOKYARD_OVERFLOW_QUEUE: overflowQueue,
    ...given,
  });
  const deadLetterQueueOf = (consumer: string): string => queueOf(`${consumer}-dead`);
  return {
    eventBridge,
    sqs,
    dynamodb,
    s3,
    overflowQueue,
    queueOf,
    deadLetterQueueOf,
    environment,
    consumerEnvironment: (consumer) =>
      environment({
        HOOKYARD_CONSUMER: consumer,
        HOOKYARD_QUEUE: queueOf(consumer),
        HOOKYARD_DEAD_LETTER_QUEUE: deadLetterQueueOf(consumer),
      }),
    close: async () => {
      await Promise.all([sqs.close(), dynamodb.close(), s3.close(), eventBridge.close()]);
    },
  };
}

/** A batch as an event source mapping hands it to a function. */
export function sqsEvent(messages: readonly ReceivedMessage[]): SQSEvent {
  return {
    Records: messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: {
        ApproximateReceiveCount: "1",
        SenderId: "AIDATEST",
        ApproximateFirstReceiveTimestamp: String(Date.now()),
        SentTimestamp: String(Date.now()),
        ...message.Attributes,
      },
      messageAttributes: Object.fromEntries(
        Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue = "" }]) => [
          name,
          { dataType: DataType, stringValue: StringValue, stringListValues: [], binaryListValues: [] },
        ]),
      ),
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:queue",
      awsRegion: "eu-west-1",
    })),
  };
}

/** What an event source mapping does with a queue once: receives, invokes, and deletes what did not fail. */
export async function pollOnce(
  { sqs }: Stage,
  queue: string,
  lambda: Pick<LambdaProcess, "invoke">,
): Promise<{ readonly received: readonly ReceivedMessage[]; readonly failed: readonly string[] }> {
  const received = await sqs.receive(queue);
  if (received.length === 0) return { received, failed: [] };
  const { batchItemFailures } = await lambda.invoke<SQSBatchResponse>(sqsEvent(received));
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  for (const message of received) if (!failed.includes(message.MessageId)) await sqs.delete(queue, message);
  return { received, failed };
}
