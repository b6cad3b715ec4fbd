import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { JsonObject } from "@hookyard/core/event";
import { http } from "msw/http";
import { setupServer } from "msw/node";
import { leanPutEventsCall } from "../bus/lean-put-events-call.ts";
import type { PutEventsCall } from "../bus/put-events-call.ts";
import { createDynamodbClient } from "../dynamodb-client.ts";
import { createEventBridgeClient } from "../event-bridge-client.ts";
import { createS3Client } from "../s3-client.ts";
import { createSqsClient } from "../sqs-client.ts";
import { leanTableCalls } from "../table/lean-table-calls.ts";
import { tableSchema } from "../table/schema.ts";
import type { TableCalls } from "../table/table-calls.ts";
import { createEventBridgeService, type EventBridgeService } from "./event-bridge-service.ts";
import { createS3Service, type S3Service } from "./s3-service.ts";
import { sendDirectly } from "./direct-requests.ts";
import { awsServers } from "./servers.ts";

export interface ConsumerQueues {
  /** URLs. */
  readonly queue: string;
  readonly deadLetterQueue: string;
}

/**
 * What a deployed stage consists of, for one test: a table in dynalite, queues in local-aws-sqs, EventBridge and S3
 * behind msw, and the real SDK clients in front of them. Fresh and empty; many may live in one process.
 */
export interface AwsWorld {
  readonly dynamodb: DynamoDBClient;
  /** As the ingest function asks the table. */
  readonly tableCalls: TableCalls;
  /** As the ingest function puts events on the bus. */
  readonly putEventsCall: PutEventsCall;
  readonly sqs: SQSClient;
  readonly eventBridge: EventBridgeClient;
  readonly s3: S3Client;
  /** Names. */
  readonly bus: string;
  readonly table: string;
  readonly bucket: string;
  /** URL. */
  readonly overflowQueue: string;
  /** By the consumers that it was made with. */
  readonly consumers: Readonly<Record<string, ConsumerQueues>>;
  readonly eventBridgeService: EventBridgeService;
  readonly s3Service: S3Service;
  /** While set, a request is answered by it; `undefined`: it goes on to the service. */
  readonly faults: { dynamodb?: WireFault | undefined; sqs?: WireFault | undefined };
  /** Adds, or replaces, a consumer's rule: the pattern is that of the event, as the router has it. */
  subscribe(consumer: string, pattern: JsonObject): void;
  /** Milliseconds since 1970, by the clock that SQS has too. */
  now(): number;
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** `Response.error()` is a connection that was reset; a promise that never resolves, a service that does not answer. */
export type WireFault = (request: Request) => Response | undefined | Promise<Response | undefined>;

export interface AwsWorldOptions {
  /** How long the clients wait for an answer. Default: longer than a test lasts. */
  readonly requestTimeoutMilliseconds?: number;
  readonly consumers?: readonly string[];
  /** Attributes of every consumer's queue, beside the redrive policy. */
  readonly visibilitySeconds?: number;
  /** Receipts after which SQS itself moves a message to the dead-letter queue. */
  readonly maxReceiveCount?: number;
}

const region = "us-east-1";
const credentials = async () => ({ accessKeyId: "AKIATEST", secretAccessKey: "test" });
/** A test on a loaded machine waits longer than a webhook's sender. */
const patience = { requestTimeoutMilliseconds: 20_000, connectionTimeoutMilliseconds: 10_000 };
const wallClock = {
  now: Date.now,
  random: Math.random,
  sleep: (milliseconds: number): Promise<void> => sleep(milliseconds),
};
const fourteenDays = String(14 * 86_400);

let worlds = 0;
/** Where a test adds other services that its code speaks to: one server a process can listen. It listens while a world is open. */
export const wire = setupServer();
let listening = 0;

export async function createAwsWorld(options: AwsWorldOptions = {}): Promise<AwsWorld> {
  const servers = await awsServers();
  const name = `world-${++worlds}`;
  const { requestTimeoutMilliseconds = patience.requestTimeoutMilliseconds } = options;
  const local = { region, credentials, ...patience, requestTimeoutMilliseconds };
  const faults: AwsWorld["faults"] = {};
  const dynamodb = createDynamodbClient({ ...local, endpoint: servers.dynamodbEndpoint });
  const sqs = createSqsClient({ ...local, endpoint: servers.sqsEndpoint });
  sendDirectly(dynamodb, () => faults.dynamodb === undefined);
  sendDirectly(sqs, () => faults.sqs === undefined);
  const eventBridgeEndpoint = `https://events.${name}.test`;
  const s3Endpoint = `https://s3.${name}.test`;
  const eventBridge = createEventBridgeClient({ ...local, endpoint: eventBridgeEndpoint });
  const s3 = createS3Client({ ...local, endpoint: s3Endpoint });
  const eventBridgeService = createEventBridgeService([name]);
  eventBridgeService.archive.now = () => servers.now();
  const s3Service = createS3Service([name]);
  if (listening++ === 0) wire.listen({ onUnhandledFrame: "bypass" });
  wire.use(
    http.all(`${eventBridgeEndpoint}/*`, ({ request }) => eventBridgeService.handle(request)),
    http.all(`${s3Endpoint}/*`, ({ request }) => s3Service.handle(request)),
    http.post(`${servers.dynamodbEndpoint}/*`, ({ request }) => faults.dynamodb?.(request)),
    http.post(`${servers.sqsEndpoint}/*`, ({ request }) => faults.sqs?.(request)),
  );

  await dynamodb.send(new CreateTableCommand(tableSchema(name)));
  const overflowQueue = await createQueue(sqs, `${name}-overflow`, {});
  const consumers = await createConsumers(sqs, name, options);

  return {
    dynamodb,
    tableCalls: leanTableCalls({ ...local, ...wallClock, endpoint: servers.dynamodbEndpoint }),
    putEventsCall: leanPutEventsCall({ ...local, ...wallClock, endpoint: eventBridgeEndpoint }),
    sqs,
    eventBridge,
    s3,
    bus: name,
    table: name,
    bucket: name,
    overflowQueue,
    consumers,
    eventBridgeService,
    s3Service,
    faults,
    subscribe(consumer, pattern) {
      const queue = consumers[consumer]?.queue;
      if (queue === undefined) throw new Error(`${consumer} is not a consumer of this world`);
      eventBridgeService.rules.set(consumer, {
        pattern: { source: [{ prefix: "hookyard." }], detail: pattern },
        deliver: async (envelope) => {
          await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: envelope }));
        },
      });
    },
    now: () => servers.now(),
    advance: (seconds) => servers.advance(seconds),
    async close() {
      faults.dynamodb = faults.sqs = undefined;
      for (const client of [dynamodb, sqs, eventBridge, s3]) client.destroy();
      if (--listening === 0) wire.close();
    },
  };
}

async function createConsumers(
  sqs: SQSClient,
  name: string,
  { consumers = [], visibilitySeconds = 180, maxReceiveCount }: AwsWorldOptions,
): Promise<Readonly<Record<string, ConsumerQueues>>> {
  const created = await Promise.all(
    consumers.map(async (consumer) => {
      const deadLetterQueue = await createQueue(sqs, `${name}-${consumer}-dlq`, {});
      const redrive =
        maxReceiveCount === undefined
          ? {}
          : {
              RedrivePolicy: JSON.stringify({
                deadLetterTargetArn: await arnOf(sqs, deadLetterQueue),
                maxReceiveCount,
              }),
            };
      const queue = await createQueue(sqs, `${name}-${consumer}`, {
        VisibilityTimeout: String(visibilitySeconds),
        ...redrive,
      });
      return [consumer, { queue, deadLetterQueue }] as const;
    }),
  );
  return Object.fromEntries(created);
}

async function createQueue(
  sqs: SQSClient,
  QueueName: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const Attributes = { MessageRetentionPeriod: fourteenDays, MaximumMessageSize: "1048576", ...attributes };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  if (QueueUrl === undefined) throw new Error(`the queue ${QueueName} was not created`);
  return QueueUrl;
}

async function arnOf(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  return Attributes?.["QueueArn"] ?? "";
}
