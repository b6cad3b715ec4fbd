import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import { eventRows } from "../history/event-rows.ts";
import { hoursBetween } from "../history/hours.ts";
import { getItems } from "../table/batches.ts";
import { type EventRecord, readEventItem } from "../table/event-item.ts";
import { text } from "../table/item.ts";
import { byTime, eventKey, eventsPartition, shards } from "../table/keys.ts";

export interface ArchiveOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly bodies: Pick<Bodies, "get">;
}

/** An accepted event with its text, whole; `undefined`: it is gone. */
export interface ArchivedEvent {
  readonly event: EventRecord;
  readonly text: string | undefined;
}

export interface ArchivePart {
  readonly events: readonly ArchivedEvent[];
  /** Where to go on; the events up to there were seen. */
  readonly upto: string;
  readonly isEnd: boolean;
}

/** Events at once, mostly of 8 KB each at most. */
const partSize = 100;
/** What is larger is in the bucket, and may have several megabytes: a part has so many of these. */
const bodiesAtOnce = 8;

/** The events of the archive that a query means, in the order of their arrival, part by part, on from `after`. */
export async function* archiveParts(
  options: ArchiveOptions,
  { since, until, type, source }: ArchiveQuery,
  after: string | undefined,
): AsyncGenerator<ArchivePart> {
  const from = [timeKey(since), after ?? ""].sort().at(-1) ?? "";
  const before = timeKey(until);
  const filter = { ...(type !== undefined && { type }), ...(source !== undefined && { source }) };
  let upto = from;
  for (const hour of from < before
    ? await hoursBetween(options, { from, to: before, newestFirst: false })
    : []) {
    for (;;) {
      const rows = await eventRows(options, {
        hour,
        after: upto,
        before,
        newestFirst: false,
        limit: partSize,
        filter,
      });
      const last = rows.at(-1);
      if (last === undefined) break;
      upto = last.sortKey;
      yield* withTexts(options, rows);
      if (rows.length < partSize) break;
    }
  }
  yield { events: [], upto, isEnd: true };
}

/** Whether more events than this were received in a window; stops looking when it knows. */
export async function hasMoreEvents(
  { dynamodb, table }: Pick<ArchiveOptions, "dynamodb" | "table">,
  { since, until }: Pick<ArchiveQuery, "since" | "until">,
  most: number,
): Promise<boolean> {
  const [from, to] = [timeKey(since), timeKey(until)];
  let count = 0;
  for (const hour of await hoursBetween({ dynamodb, table }, { from, to, newestFirst: false })) {
    const ofShards = Array.from({ length: shards }, async (_, shard) => {
      const pages = paginateQuery(
        { client: dynamodb },
        {
          TableName: table,
          IndexName: byTime,
          Select: "COUNT",
          KeyConditionExpression: "tpk = :partition AND tsk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":partition": text(eventsPartition(hour, shard)),
            ":from": text(from),
            ":to": text(to),
          },
        },
      );
      for await (const { Count = 0 } of pages) {
        count += Count;
        if (count > most) return;
      }
    });
    await Promise.all(ofShards);
    if (count > most) return true;
  }
  return false;
}

/** These events in their order, each part with no more large texts than may be in memory at once. */
async function* withTexts(
  options: ArchiveOptions,
  rows: readonly EventRecord[],
): AsyncGenerator<ArchivePart> {
  const items = await getItems(
    options,
    rows.map(({ id }) => eventKey(id)),
  );
  const whole = new Map(items.map(readEventItem).map((event) => [event.id, event]));
  for (const part of inParts(rows.map(({ id, sortKey }) => ({ sortKey, event: whole.get(id) })))) {
    const texts = await Promise.all(
      part.map(async ({ event }): Promise<string | undefined> => {
        if (event === undefined) return undefined;
        const { body } = event;
        return "text" in body ? body.text : options.bodies.get(body.dataref);
      }),
    );
    // Without those that were released meanwhile: they were not accepted.
    const events = part.flatMap(({ event }, index) =>
      event === undefined ? [] : [{ event, text: texts[index] }],
    );
    yield { events, upto: part.at(-1)?.sortKey ?? "", isEnd: false };
  }
}

interface ArchiveRow {
  readonly sortKey: string;
  readonly event: EventRecord | undefined;
}

function inParts(rows: readonly ArchiveRow[]): readonly (readonly ArchiveRow[])[] {
  const parts: ArchiveRow[][] = [];
  let room = 0;
  for (const row of rows) {
    const isLarge = row.event !== undefined && "dataref" in row.event.body;
    if (parts.length === 0 || (isLarge && room === 0)) {
      parts.push([]);
      room = bodiesAtOnce;
    }
    parts.at(-1)?.push(row);
    if (isLarge) room -= 1;
  }
  return parts;
}

/** A time as the sort key before every event of that millisecond. */
function timeKey(time: string): string {
  return `${new Date(time).toISOString()}#`;
}
