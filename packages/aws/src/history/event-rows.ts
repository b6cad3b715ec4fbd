import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { EventQuery } from "@hookyard/core/operator/operator";
import { type EventRecord, readEventItem } from "../table/event-item.ts";
import { readText, text } from "../table/item.ts";
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

/** What one look at an hour found. */
export interface RowsPart {
  readonly rows: readonly EventRecord[];
  /** The sort key up to which nothing was left out; absent when that is the whole hour. */
  readonly upto?: string;
}

/** Of each shard, with a filter: what does not fit is read, and paid for, all the same. */
const lookedAtOfShard = 1_000;

/**
 * Events of an hour in their order, of all shards together, as they were claimed and without their bodies: up to
 * `limit`, found with one question a shard. With a filter there may be fewer, or none, and more behind `upto`. An index
 * is some milliseconds behind its table.
 */
export async function eventRowsPart(from: TableAt, query: RowsQuery): Promise<RowsPart> {
  const looks = await Promise.all(Array.from({ length: shards }, (_, shard) => lookAt(from, shard, query)));
  const isBefore = (one: string, other: string): boolean => (query.newestFirst ? one > other : one < other);
  const stops = looks.flatMap(({ upto }) => upto ?? []);
  const nearest = stops.reduce<string | undefined>(
    (near, stop) => (near === undefined || isBefore(stop, near) ? stop : near),
    undefined,
  );
  const rows = looks
    .flatMap((look) => look.rows)
    .filter(({ sortKey }) => nearest === undefined || !isBefore(nearest, sortKey))
    .sort((one, other) => (isBefore(one.sortKey, other.sortKey) ? -1 : 1));
  const last = rows[query.limit - 1];
  const upto = rows.length > query.limit ? last?.sortKey : nearest;
  return { rows: rows.slice(0, query.limit), ...(upto !== undefined && { upto }) };
}

/** Up to `limit` events of an hour, as {@link eventRowsPart} finds them: fewer only where there are no more. */
export async function eventRows(from: TableAt, query: RowsQuery): Promise<readonly EventRecord[]> {
  const rows: EventRecord[] = [];
  let { after, before } = query;
  for (;;) {
    const part = await eventRowsPart(from, { ...query, after, before, limit: query.limit - rows.length });
    rows.push(...part.rows);
    if (part.upto === undefined || rows.length >= query.limit) return rows;
    if (query.newestFirst) before = part.upto;
    else after = part.upto;
  }
}

interface TableAt {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}

async function lookAt(
  { dynamodb, table }: TableAt,
  shard: number,
  { hour, after, before, newestFirst, limit, filter }: RowsQuery,
): Promise<RowsPart> {
  const { expression, names, values } = filterExpression(filter);
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
      Limit: expression === undefined ? limit + 2 : lookedAtOfShard, // both ends may be met and are left out
    }),
  );
  const rows = Items.map(readEventItem).filter(({ sortKey }) => sortKey !== after && sortKey !== before);
  const upto = LastEvaluatedKey === undefined ? undefined : readText(LastEvaluatedKey, "tsk");
  return { rows, ...(upto !== undefined && { upto }) };
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
