import { join } from "node:path";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { createFetchWhole } from "@hookyard/aws/deliveries/fetch-whole";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSettler } from "@hookyard/aws/deliveries/settle";
import { createIdempotencyTable } from "@hookyard/aws/idempotency/idempotency-table";
import { openStage, readStageSecrets } from "@hookyard/aws/open-stage";
import { busOfWorld } from "@hookyard/aws/testing/bus-of-world";
import { createStageWorld, type StageWorld } from "@hookyard/aws/testing/stage-world";
import {
  type Consumer,
  createByteBudget,
  createIngest,
  createIntake,
  isConsumer,
  matchingConsumers,
} from "@hookyard/core";
import { createConsumerFunction } from "@hookyard/functions/lambda/consumer-function";
import { createOnce } from "@hookyard/functions/lambda/idempotency";
import type { SQSRecord } from "aws-lambda";
import { router } from "../fixture/router.ts";
import { type ScenarioEngine, scenarioSecret } from "./scenario-engine.ts";

type ConsumerFunction = ReturnType<typeof createConsumerFunction>;

const functionSeconds = 30;
const tailLagSeconds = 3;
/** More rounds than the longest way of a delivery in the scenario has. */
const mostRounds = 60;

/**
 * A deployed stage on stand-ins: the door, the bus, the queues, the consumers' functions behind an event source mapping
 * of ours, and the operator that `--stage` speaks to.
 */
export async function createAwsEngine(): Promise<ScenarioEngine> {
  const world = await createStageWorld(router, {
    secrets: { stripe: scenarioSecret, "github-acme": scenarioSecret },
  });
  const { aws, env, resources } = world;
  const now = (): Date => new Date(aws.now());
  const secrets = readStageSecrets(env, resources);
  const { bus } = busOfWorld(aws, { matching: (event) => matchingConsumers(router, event) });
  const app = createIngest({
    router,
    intake: createIntake({ router, secrets: secrets.verify, now }),
    bus,
    observer: {
      refused: () => undefined,
      handshake: () => undefined,
      published: () => undefined,
      failed: (_source, error) => {
        throw error;
      },
    },
    maxBodyBytes: 6 * 1024 ** 2,
    bodyTimeoutMilliseconds: 10_000,
    budget: createByteBudget(64 * 1024 ** 2),
    retryAfterSeconds: 5,
  });
  const functions = new Map<string, ConsumerFunction>();
  for (const name of Object.keys(router.consumers)) functions.set(name, functionOf(world, await load(name)));
  const operator = openStage({ resources, env, router, secrets, now });

  const pump = async (): Promise<number> => {
    const handled = await Promise.all(
      [...functions].map(([name, run]) => invoke(world, resources.consumers[name]?.queue ?? "", run)),
    );
    return handled.reduce((sum, count) => sum + count, 0);
  };
  return {
    operator,
    now,
    post: async (source, { method, headers, body }) =>
      app.request(`http://localhost/webhooks/${source}`, {
        method,
        headers,
        body,
      }),
    async settle() {
      for (let round = 0; round < mostRounds; round++) {
        if ((await pump()) > 0) continue;
        if ((await operator.overview()).deliveries.scheduled === 0) {
          aws.advance(tailLagSeconds); // as long as a tail waits for the index
          return;
        }
        aws.advance(1); // what waits is due in seconds
      }
      throw new Error("deliveries are still on their way");
    },
    async close() {
      await operator.close();
      await world.close();
    },
  };
}

async function load(name: string): Promise<Consumer> {
  const file = join(import.meta.dirname, `../fixture/consumers/${name}.ts`);
  const module: Record<string, unknown> = await import(file);
  const consumer = Object.values(module).find(isConsumer);
  if (consumer === undefined) throw new Error(`${file} exports no consumer`);
  return consumer;
}

/** A consumer's function, wired as `deployed-consumer.ts` does, with the clock of the world. */
function functionOf({ aws, resources }: StageWorld, consumer: Consumer): ConsumerFunction {
  const { dynamodb, sqs, table, now } = aws;
  const own = resources.consumers[consumer.name];
  if (own === undefined) throw new Error(`the stage has no ${consumer.name}`);
  return createConsumerFunction({
    consumer,
    settler: createSettler({
      consumer: consumer.name,
      sqs,
      queue: own.queue,
      deadLetterQueue: own.deadLetterQueue,
      table: createDeliveryTable({ dynamodb, table, retentionSeconds: 86_400, now }),
      fetchWhole: createFetchWhole(busOfWorld(aws).bodies),
      version: "1",
      now,
    }),
    once: createOnce(createIdempotencyTable({ dynamodb, table }), now),
    observer: {
      begin: () => undefined,
      ended: () => undefined,
      notBegun: () => undefined,
      failed: (error) => {
        throw error;
      },
      handlerLine: () => () => undefined,
    },
    tracing: { attempt: (_traced, run) => run() },
    now: () => new Date(now()),
    random: Math.random,
  });
}

/** What an event source mapping does: hands a batch to the function, and deletes what it does not give back. */
async function invoke({ aws }: StageWorld, queue: string, run: ConsumerFunction): Promise<number> {
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 6 * functionSeconds,
      AttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    }),
  );
  if (Messages.length === 0) return 0;
  const { batchItemFailures } = await run(
    { Records: Messages.map(recordOf) },
    { awsRequestId: "scenario", getRemainingTimeInMillis: () => functionSeconds * 1000 },
  );
  const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId = "", ReceiptHandle } of Messages) {
    if (kept.has(MessageId)) continue;
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
  }
  return Messages.length;
}

function recordOf({
  MessageId,
  ReceiptHandle,
  Body,
  Attributes,
  MessageAttributes = {},
}: Message): SQSRecord {
  return {
    messageId: MessageId ?? "",
    receiptHandle: ReceiptHandle ?? "",
    body: Body ?? "",
    attributes: Attributes as unknown as SQSRecord["attributes"], // safe: all of them were asked for
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType = "String", StringValue = "" }]) => [
        name,
        { dataType: DataType, stringValue: StringValue },
      ]),
    ),
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "",
    awsRegion: "us-east-1",
  };
}
