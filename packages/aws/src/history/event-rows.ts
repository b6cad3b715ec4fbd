import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { EventQuery } from "@hookyard/core/operator/operator";
import { type EventRecord, readEventItem } from "../table/event-item.ts";
import { type Item, text } from "../table/item.ts";
import { byTime, type byTimeAttributes, eventsPartition, shards } from "../table/keys.ts";

export interface RowsQuery {
  readonly hour: string;
  /** Sort keys between which the events are, both left out. */
  readonly after: string;
  readonly before: string;
  readonly newestFirst: boolean;
  readonly limit: number;
  readonly filter: EventFilter;
}

/** The parts of a query that DynamoDB decides. */
export type EventFilter = Pick<EventQuery, "source" | "type" | "subject" | "providerId">;

/**
 * Up to `limit` events of an hour in their order, of all shards together, as they were claimed and without their
 * bodies. An index is some milliseconds behind its table.
 */
export async function eventRows(
  from: { readonly dynamodb: DynamoDBClient; readonly table: string },
  query: RowsQuery,
): Promise<readonly EventRecord[]> {
  const rows = await Promise.all(Array.from({ length: shards }, (_, shard) => shardRows(from, shard, query)));
  const sign = query.newestFirst ? -1 : 1;
  return rows
    .flat()
    .sort((one, other) => sign * (one.sortKey < other.sortKey ? -1 : 1))
    .slice(0, query.limit);
}

async function shardRows(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  shard: number,
  { hour, after, before, newestFirst, limit, filter }: RowsQuery,
): Promise<readonly EventRecord[]> {
  const rows: EventRecord[] = [];
  const { expression, names, values } = filterExpression(filter);
  let start: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await dynamodb.send(
      new QueryCommand({
        TableName: table,
        IndexName: byTime,
        KeyConditionExpression: "tpk = :partition AND tsk BETWEEN :after AND :before",
        ExpressionAttributeValues: {
          ":partition": text(eventsPartition(hour, shard)),
          ":after": text(after),
          ":before": text(before),
          ...values,
        },
        ...(expression !== undefined && {
          FilterExpression: expression,
          ExpressionAttributeNames: names,
        }),
        ScanIndexForward: !newestFirst,
        // Both ends may be met and are left out; with a filter, a page is as large as DynamoDB makes it.
        ...(expression === undefined && { Limit: limit - rows.length + 2 }),
        ...(start !== undefined && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of Items) {
      const row = readEventItem(item);
      if (row.sortKey !== after && row.sortKey !== before) rows.push(row);
    }
    start = LastEvaluatedKey;
  } while (start !== undefined && rows.length < limit);
  return rows;
}

interface Expression {
  readonly expression: string | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, AttributeValue>>;
}

function filterExpression({ source, type, subject, providerId }: EventFilter): Expression {
  const parts: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const add = (condition: string, name: (typeof byTimeAttributes)[number], value: string): void => {
    parts.push(condition);
    names[`#${name}`] = name;
    values[`:${name}`] = text(value);
  };
  if (source !== undefined) add("#source = :source", "source", source);
  if (subject !== undefined) add("#subject = :subject", "subject", subject);
  if (providerId !== undefined) add("#providerid = :providerid", "providerid", providerId);
  if (type?.endsWith("*") === true) {
    if (type.length > 1) add("begins_with(#type, :type)", "type", type.slice(0, -1));
  } else if (type !== undefined) {
    add("#type = :type", "type", type);
  }
  return { expression: parts.length === 0 ? undefined : parts.join(" AND "), names, values };
}
