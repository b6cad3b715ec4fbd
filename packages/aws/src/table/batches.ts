import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { setTimeout as sleep } from "node:timers/promises";
import type { Item } from "./item.ts";

export interface BatchOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}

/** As many as one call takes. */
const maxGets = 100;
const maxWrites = 25;
/** What a call leaves undone, because it was throttled or its answer would be too large, is asked for again so often. */
const maxTries = 12;
const firstWaitMilliseconds = 20;
const mostWaitMilliseconds = 2_000;

/**
 * The items of these keys, in no order, as of the last write; those that are not there are left out. Throws when
 * DynamoDB leaves some undone again and again.
 * `attributes`: only these, the keys among them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export async function getItems(
  { dynamodb, table }: BatchOptions,
  keys: readonly Item[],
  attributes: readonly string[] = [],
): Promise<readonly Item[]> {
  const names = attributes.map((name, index) => [`#${index}`, name] as const);
  const projection = attributes.length > 0 && {
    ProjectionExpression: names.map(([placeholder]) => placeholder).join(),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
  const found: Item[] = [];
  for (const part of parts(keys, maxGets)) {
    await untilNoneIsLeft(part, async (waiting) => {
      const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: [...waiting], ConsistentRead: true, ...projection } },
        }),
      );
      found.push(...(Responses[table] ?? []));
      return (UnprocessedKeys[table]?.Keys ?? []) as Item[]; // safe: of the keys that were asked for
    });
  }
  return found;
}

/** Puts items, whatever was there. Throws as {@link getItems}; then some of them are there. */
export async function putItems(options: BatchOptions, items: readonly Item[]): Promise<void> {
  await writeAll(
    options,
    items.map((Item) => ({ PutRequest: { Item } })),
  );
}

export async function deleteItems(options: BatchOptions, keys: readonly Item[]): Promise<void> {
  await writeAll(
    options,
    keys.map((Key) => ({ DeleteRequest: { Key } })),
  );
}

async function writeAll({ dynamodb, table }: BatchOptions, requests: readonly WriteRequest[]): Promise<void> {
  for (const part of parts(requests, maxWrites)) {
    await untilNoneIsLeft(part, async (waiting) => {
      const { UnprocessedItems = {} } = await dynamodb.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: [...waiting] } }),
      );
      return UnprocessedItems[table] ?? [];
    });
  }
}

async function untilNoneIsLeft<Request>(
  requests: readonly Request[],
  ask: (waiting: readonly Request[]) => Promise<readonly Request[]>,
): Promise<void> {
  let waiting = requests;
  for (let tries = 0; waiting.length > 0; tries++) {
    if (tries > 0) await sleep(Math.min(mostWaitMilliseconds, firstWaitMilliseconds * 2 ** (tries - 1)));
    if (tries === maxTries)
      throw new Error(`DynamoDB left ${waiting.length} of ${requests.length} undone, ${maxTries} times`);
    waiting = await ask(waiting);
  }
}

function parts<One>(all: readonly One[], size: number): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
