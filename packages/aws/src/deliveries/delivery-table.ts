import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { deliveryRetentionSeconds } from "../table/schema.ts";
import { deliveryKey, readDeliveryItem, writeDeliveryItem } from "./delivery-item.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { createReadDeliveries, type ReadDeliveries } from "./read-deliveries.ts";

/** The deliveries' items in the table. */
export interface DeliveryTable {
  /** As of the last write, never older. */
  get(eventId: string, consumer: string): Promise<DeliveryRecord | undefined>;
  readonly getMany: ReadDeliveries;
  /** Writes a record whose version is one above what it was read as. False, and nothing written, when it changed meanwhile. */
  put(record: DeliveryRecord): Promise<boolean>;
}

export interface DeliveryTableOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** How long a delivery is kept after it was written last. Default: {@link deliveryRetentionSeconds}. */
  readonly retentionSeconds?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createDeliveryTable({
  dynamodb,
  table,
  retentionSeconds = deliveryRetentionSeconds,
  now,
}: DeliveryTableOptions): DeliveryTable {
  return {
    getMany: createReadDeliveries({ dynamodb, table }),
    async get(eventId, consumer) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: deliveryKey(eventId, consumer), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : readDeliveryItem(Item);
    },
    async put(record) {
      const isNew = record.version === 1;
      const expires = Math.ceil(now() / 1000) + retentionSeconds;
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: writeDeliveryItem(record, expires),
            ConditionExpression: isNew ? "attribute_not_exists(pk)" : "version = :version",
            ...(!isNew && { ExpressionAttributeValues: { ":version": { N: String(record.version - 1) } } }),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

/** Somebody else writes the same delivery at the same time: each time one of them wins. */
const maxTries = 8;

/**
 * Reads, decides and writes until nobody wrote in between. `decide` answers `undefined` where nothing is to be
 * written; so does this then.
 */
export async function changeDelivery(
  table: DeliveryTable,
  { eventId, consumer }: { readonly eventId: string; readonly consumer: string },
  decide: (known: DeliveryRecord | undefined) => DeliveryRecord | undefined,
): Promise<DeliveryRecord | undefined> {
  for (let tries = 1; tries <= maxTries; tries++) {
    const next = decide(await table.get(eventId, consumer));
    if (next === undefined || (await table.put(next))) return next;
  }
  throw new Error(`the delivery ${eventId}:${consumer} changed ${maxTries} times while it was being changed`);
}
