import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Item, itemOf, number, readNumber, readText, text } from "../table/item.ts";
import { idempotencyKey } from "../table/keys.ts";

/** What is known of an effect: whether somebody is at it, or it was had. */
export interface IdempotencyItem {
  /** Powertools' own word: `INPROGRESS`, `COMPLETED`, `EXPIRED`. */
  readonly status: string;
  /** Seconds since 1970; then it counts as unknown. */
  readonly expires: number;
  /** On `INPROGRESS`, milliseconds since 1970: who had begun by then has not finished and will not. */
  readonly inProgressUntil?: number;
}

/** Which effect: of one event, at one consumer, in one generation. */
export interface IdempotencyKey {
  readonly consumer: string;
  readonly eventId: string;
  /** 0 at first. An event that is sent again on purpose is to have its effect again. */
  readonly replay: number;
}

export type IdempotencyClaim =
  | { readonly kind: "claimed" }
  | { readonly kind: "taken"; readonly by: IdempotencyItem | undefined };

/** The items that make an effect happen once. Keys: `I#<consumer>#<event id>`, `I`; on a replay `I#<generation>`. */
export interface IdempotencyTable {
  /**
   * Claims an effect. When it is not free, nothing is written, and what stands in the way is answered where the table
   * says it: somebody who is at it, or the completed effect. Atomic: of several at once, one gets it.
   */
  claim(key: IdempotencyKey, item: IdempotencyItem, now: number): Promise<IdempotencyClaim>;
  put(key: IdempotencyKey, item: IdempotencyItem): Promise<void>;
  get(key: IdempotencyKey): Promise<IdempotencyItem | undefined>;
  delete(key: IdempotencyKey): Promise<void>;
}

export function createIdempotencyTable({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): IdempotencyTable {
  return {
    async claim(key, item, now) {
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...itemKey(key), ...attributes(item) },
            // Unknown, forgotten though its item is still there, or begun by somebody whose time is over.
            ConditionExpression:
              "attribute_not_exists(pk) OR expires < :seconds OR (#status = :inprogress AND inProgressUntil < :now)",
            ExpressionAttributeNames: { "#status": "status" },
            ExpressionAttributeValues: {
              ":seconds": number(Math.floor(now / 1000)),
              ":now": number(now),
              ":inprogress": text("INPROGRESS"),
            },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { kind: "claimed" };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return { kind: "taken", by: error.Item === undefined ? undefined : readItem(error.Item) };
      }
    },
    async put(key, item) {
      await dynamodb.send(
        new PutItemCommand({ TableName: table, Item: { ...itemKey(key), ...attributes(item) } }),
      );
    },
    async get(key) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: itemKey(key), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : readItem(Item);
    },
    async delete(key) {
      await dynamodb.send(new DeleteItemCommand({ TableName: table, Key: itemKey(key) }));
    },
  };
}

function itemKey({ consumer, eventId, replay }: IdempotencyKey): Item {
  const key = idempotencyKey(consumer, eventId);
  return replay === 0 ? key : { ...key, sk: text(`I#${replay}`) };
}

function attributes({ status, expires, inProgressUntil }: IdempotencyItem): Item {
  return itemOf({
    status: text(status),
    expires: number(expires),
    inProgressUntil: inProgressUntil === undefined ? undefined : number(inProgressUntil),
  });
}

function readItem(item: Item): IdempotencyItem {
  const until = readNumber(item, "inProgressUntil");
  return {
    status: readText(item, "status") ?? "EXPIRED",
    expires: readNumber(item, "expires") ?? 0,
    ...(until !== undefined && { inProgressUntil: until }),
  };
}
