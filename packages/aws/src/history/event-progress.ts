import { paginateQuery } from "@aws-sdk/client-dynamodb";
import type { EventSummary } from "@hookyard/core/operator/operator";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { type EventRecord, markAmong, withMark } from "../table/event-item.ts";
import { type Item, text } from "../table/item.ts";
import { eventPartition, progressSortPrefix } from "../table/keys.ts";
import { type DetailOptions, eventSummary, recordsOf, reportsOf } from "./event-detail.ts";

export interface ProgressOptions extends Pick<DetailOptions, "dynamodb" | "table" | "now"> {
  /** A claim of this age that is not published is shown all the same: the bus may have the event. */
  readonly claimSeconds: number;
}

/** An event with what became of it. */
export interface FoundEvent {
  readonly summary: EventSummary;
  readonly sortKey: string;
  /** It is being published: whether it is accepted is not known yet. */
  readonly inFlight: boolean;
}

/** Whose marks and deliveries are asked for at once. */
const maxConcurrentReads = 8;

/** What became of claimed events, in their order: one question an event. */
export async function withProgress(
  options: ProgressOptions,
  records: readonly EventRecord[],
): Promise<readonly FoundEvent[]> {
  const found: FoundEvent[] = [];
  await eachConcurrently([...records.entries()], maxConcurrentReads, async ([index, claimed]) => {
    const items = await progressOf(options, claimed.id);
    const record = withMark(claimed, markAmong(items, claimed));
    found[index] = {
      summary: eventSummary(record, reportsOf(record, recordsOf(items), options.now())),
      sortKey: record.sortKey,
      inFlight: record.state === "claimed" && record.claimTime > options.now() - options.claimSeconds * 1000,
    };
  });
  return found;
}

/** Its mark and its deliveries. */
async function progressOf(
  { dynamodb, table }: Pick<ProgressOptions, "dynamodb" | "table">,
  id: string,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  const pages = paginateQuery(
    { client: dynamodb },
    {
      TableName: table,
      KeyConditionExpression: "pk = :event AND begins_with(sk, :progress)",
      ExpressionAttributeValues: {
        ":event": text(eventPartition(id)),
        ":progress": text(progressSortPrefix),
      },
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items);
  return found;
}
