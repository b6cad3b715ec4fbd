import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Deliveries } from "@hookyard/core/port/deliveries";
import { createLetterIndex } from "../dead-letters/letter-index.ts";
import { createSqsDeadLetters, type SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { createSqsDeliveries } from "../deliveries/sqs-deliveries.ts";
import { type DeliveryWorld, textsById } from "./delivery-world.ts";
import { awsServers } from "./servers.ts";

/** The ports on clients that try once, so that every fault is felt. */
export interface ImpatientPorts {
  readonly deliveries: Deliveries;
  readonly deadLetters: SqsDeadLetters;
  /** By event id: what a replay sends. */
  readonly texts: Map<string, string>;
  close(): void;
}

export async function createImpatientPorts({ aws, queues }: DeliveryWorld): Promise<ImpatientPorts> {
  const { sqsEndpoint, dynamodbEndpoint } = await awsServers();
  const once = {
    region: "us-east-1",
    credentials: { accessKeyId: "AKIATEST", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const sqs = new SQSClient({ ...once, endpoint: sqsEndpoint });
  const dynamodb = new DynamoDBClient({ ...once, endpoint: dynamodbEndpoint });
  const { now } = aws;
  const table = createDeliveryTable({ dynamodb, table: aws.table, retentionSeconds: 86_400, now });
  const texts = new Map<string, string>();
  const textsOf = (letters: readonly DeliveryRecord[]) => textsById(letters, texts);
  return {
    texts,
    deliveries: createSqsDeliveries({
      sqs,
      table,
      queues: (name) => queues[name],
      fetchWhole: async ({ text }) => text,
      version: "1",
      waitSeconds: 0,
      now,
    }),
    deadLetters: createSqsDeadLetters({
      sqs,
      table,
      index: createLetterIndex({ dynamodb, table: aws.table }),
      queues,
      texts: { carriedTexts: textsOf, wholeTexts: textsOf },
      now,
    }),
    close() {
      sqs.destroy();
      dynamodb.destroy();
    },
  };
}
