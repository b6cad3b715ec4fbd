import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { parseEvent } from "@hookyard/core/envelope";
import { readRequestRecord } from "@hookyard/core/ingest/request-record";
import type { HookyardEvent } from "@hookyard/core/event";
import type { DeliveryReport, EventDetail, EventSummary } from "@hookyard/core/operator/operator";
import type { Bodies } from "@hookyard/core/port/bodies";
import { sourceNameOf } from "../bus/bus-entry.ts";
import { deliverySortPrefix, readDeliveryItem } from "../deliveries/delivery-item.ts";
import { type DeliveryRecord, deliveryReport, freshDeliveryReport } from "../deliveries/delivery-record.ts";
import {
  type EventBody,
  type EventRecord,
  markAmong,
  readBody,
  readEventItem,
  withMark,
} from "../table/event-item.ts";
import { type Item, readText, text } from "../table/item.ts";
import { conflictSortPrefix, eventPartition } from "../table/keys.ts";

export interface DetailOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly bodies: Bodies;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One event with all that the table knows of it; `undefined` when that is nothing. */
export async function eventDetail(id: string, options: DetailOptions): Promise<EventDetail | undefined> {
  const items = await allOf(id, options);
  const known = items.find((item) => readText(item, "sk") === "E");
  const deliveries = recordsOf(items);
  if (known === undefined) return withoutRecord(deliveries, options);
  const claimed = readEventItem(known);
  const record = withMark(claimed, markAmong(items, claimed));
  const history = reportsOf(record, deliveries, options.now());
  return {
    ...eventSummary(record, history),
    event: await eventOf(record, options.bodies),
    ...(record.mismatch !== undefined && { mismatch: record.mismatch }),
    ...(record.request !== undefined && { request: readRequestRecord(record.request) }),
    history,
    conflicting: await conflictsOf(record, items, options.bodies),
  };
}

/** What a list shows of an event. */
export function eventSummary(record: EventRecord, deliveries: readonly DeliveryReport[]): EventSummary {
  return {
    id: record.id,
    source: record.source,
    type: record.type,
    ...(record.subject !== undefined && { subject: record.subject }),
    provider: record.provider,
    providertype: record.providertype,
    providerid: record.providerid,
    receivedtime: record.receivedtime,
    duplicates: record.duplicates,
    conflicts: record.conflicts,
    deliveries: deliveries.map(({ consumer, state }) => ({ consumer, state })),
  };
}

/** A report a consumer, in the order of their names. One that has no delivery yet has its event on the way to it. */
export function reportsOf(
  { id, consumers }: Pick<EventRecord, "id" | "consumers">,
  deliveries: readonly DeliveryRecord[],
  now: number,
): readonly DeliveryReport[] {
  const byConsumer = new Map(consumers.map((consumer) => [consumer, freshDeliveryReport(id, consumer)]));
  for (const delivery of deliveries) byConsumer.set(delivery.consumer, deliveryReport(delivery, now));
  return [...byConsumer.values()].sort((one, other) => (one.consumer < other.consumer ? -1 : 1));
}

/** The deliveries among an event's items. */
export function recordsOf(items: readonly Item[]): readonly DeliveryRecord[] {
  return items.filter((item) => readText(item, "sk")?.startsWith(deliverySortPrefix)).map(readDeliveryItem);
}

async function allOf(id: string, { dynamodb, table }: DetailOptions): Promise<readonly Item[]> {
  const items: Item[] = [];
  const pages = paginateQuery(
    { client: dynamodb },
    {
      TableName: table,
      KeyConditionExpression: "pk = :event",
      ExpressionAttributeValues: { ":event": text(eventPartition(id)) },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}

/** Published while the table could not be written: a consumer has kept what it got. */
function withoutRecord(
  deliveries: readonly DeliveryRecord[],
  { now }: DetailOptions,
): EventDetail | undefined {
  const kept = deliveries.find((delivery) => delivery.text !== undefined)?.text;
  if (kept === undefined) return undefined;
  const event = parseEvent(kept);
  const history = reportsOf({ id: event.id, consumers: [] }, deliveries, now());
  return {
    id: event.id,
    source: sourceNameOf(event.source),
    type: event.type,
    ...(event.subject !== undefined && { subject: event.subject }),
    provider: event.provider,
    providertype: event.providertype,
    providerid: event.providerid,
    receivedtime: event.receivedtime,
    duplicates: 0,
    conflicts: 0,
    deliveries: history.map(({ consumer, state }) => ({ consumer, state })),
    event,
    history,
    conflicting: [],
  };
}

async function eventOf(record: EventRecord, bodies: Bodies): Promise<HookyardEvent> {
  return (await whole(record.body, bodies)) ?? goneEvent(record);
}

async function whole(body: EventBody, bodies: Bodies): Promise<HookyardEvent | undefined> {
  const known = "text" in body ? body.text : await bodies.get(body.dataref);
  return known === undefined ? undefined : parseEvent(known);
}

/** The bucket has forgotten its body: what is left are its attributes. */
function goneEvent({ body, ...record }: EventRecord): HookyardEvent {
  return {
    specversion: "1.0",
    id: record.id,
    source: `/webhooks/${record.source}`,
    type: record.type,
    ...(record.subject !== undefined && { subject: record.subject }),
    time: record.receivedtime,
    datacontenttype: "application/json",
    provider: record.provider,
    providertype: record.providertype,
    providerid: record.providerid,
    receivedtime: record.receivedtime,
    ...("dataref" in body && { dataref: body.dataref }),
    data: {},
  };
}

async function conflictsOf(
  record: EventRecord,
  items: readonly Item[],
  bodies: Bodies,
): Promise<EventDetail["conflicting"]> {
  const conflicts = items.filter((item) => readText(item, "sk")?.startsWith(conflictSortPrefix));
  return await Promise.all(
    conflicts.map(async (item) => ({
      receivedtime: readText(item, "receivedtime") ?? "",
      event: (await whole(readBody(item), bodies)) ?? goneEvent({ ...record, body: readBody(item) }),
    })),
  );
}
