import {
  type EventBody,
  type EventRecord,
  readEventItem,
  withMark,
  writeBody,
  writeEventItem,
} from "../table/event-item.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { type Item, number, text } from "../table/item.ts";
import { conflictKey, eventKey, hourKey, hourOf, markKey } from "../table/keys.ts";
import { afterlifeSeconds } from "../table/schema.ts";
import { isDone, type TableCalls } from "../table/table-calls.ts";

/**
 * The events' items in the table, as publishing needs them. Every method rejects when the table does not answer.
 *
 * ```
 *            claim              publish
 *   (none) ────────▶ claimed ───────────▶ published ──▶ duplicates, conflicts
 *      ▲                │  ▲              (has a mark)   (counted in the mark)
 *      └── release ─────┘  └── takeOver, when who claimed it is gone
 * ```
 *
 * The event's item is written once. What changes is the mark, an item of some 150 bytes, since DynamoDB charges every
 * write by the size of the whole item: see decision 0012.
 */
export interface EventTable {
  /** Adds the event as `claimed`. False, and nothing written, when there is one under this id. */
  claim(record: EventRecord): Promise<boolean>;
  /** Puts the event in the place of one whose claimer is gone. False when somebody else was first. */
  takeOver(record: EventRecord, from: EventRecord): Promise<boolean>;
  /** As of the last write, never older. */
  find(id: string): Promise<EventRecord | undefined>;
  /** The event is on the bus. Says nothing of a later claim, where this one was lost meanwhile. */
  markPublished(record: EventRecord): Promise<void>;
  /** The event was not published: it is as if it had never been here. */
  release(record: EventRecord): Promise<void>;
  /** Counts another sending of a published event. */
  countDuplicate(event: EventRecord, isConflict: boolean): Promise<void>;
  /** Keeps another body beside the event. */
  keepConflict(conflict: Conflict): Promise<void>;
  /** Adds a delivery that no queue will bring, once. `expires`: seconds since 1970. */
  addDelivery(delivery: DeliveryRecord, expires: number): Promise<void>;
}

export interface Conflict {
  readonly eventId: string;
  /** RFC 3339. */
  readonly receivedtime: string;
  readonly digest: string;
  readonly body: EventBody;
  /** Seconds since 1970. */
  readonly expires: number;
}

export interface EventTableOptions {
  readonly calls: TableCalls;
  /** Its name. */
  readonly table: string;
}

/** How long it is remembered that an hour had events. */
const hourSeconds = 400 * 86_400;
/** Hours that this process need not note again: the newest few. */
const maxHoursKnown = 48;

export function createEventTable({ calls, table }: EventTableOptions): EventTable {
  const hoursNoted = new Set<string>();

  /** Before the first event of an hour, so that no event is in an hour that nobody searches. */
  const noteHour = async (receivedtime: string): Promise<void> => {
    const hour = hourOf(receivedtime);
    if (hoursNoted.has(hour)) return;
    const expires = Math.ceil(Date.parse(receivedtime) / 1000) + hourSeconds;
    const Item = { ...hourKey(hour), expires: number(expires) };
    await calls.putItem({ TableName: table, Item });
    if (hoursNoted.size >= maxHoursKnown) hoursNoted.clear();
    hoursNoted.add(hour);
  };

  const get = (Key: Item): Promise<Item | undefined> =>
    calls.getItem({ TableName: table, Key, ConsistentRead: true });

  return {
    async claim(record) {
      await noteHour(record.receivedtime);
      return await isDone(
        calls.putItem({
          TableName: table,
          Item: writeEventItem(record),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },
    async takeOver(record, from) {
      await noteHour(record.receivedtime);
      return await isDone(
        calls.putItem({ TableName: table, Item: writeEventItem(record), ...claimedBy(from) }),
      );
    },
    async find(id) {
      const item = await get(eventKey(id));
      if (item === undefined) return undefined;
      const record = readEventItem(item);
      return withMark(record, await get(markKey(id, record.claim)));
    },
    async markPublished({ id, claim, expires }) {
      await calls.updateItem({
        TableName: table,
        Key: markKey(id, claim),
        UpdateExpression: "SET expires = :expires", // no put: one that is sent twice keeps what was counted
        ExpressionAttributeValues: { ":expires": number(expires + afterlifeSeconds) },
      });
    },
    async release(record) {
      await isDone(calls.deleteItem({ TableName: table, Key: eventKey(record.id), ...claimedBy(record) }));
    },
    async countDuplicate({ id, claim }, isConflict) {
      await isDone(
        calls.updateItem({
          TableName: table,
          Key: markKey(id, claim),
          UpdateExpression: isConflict ? "ADD duplicates :one, conflicts :one" : "ADD duplicates :one",
          ConditionExpression: "attribute_exists(pk)", // one that expired meanwhile stays gone
          ExpressionAttributeValues: { ":one": number(1) },
        }),
      );
    },
    async keepConflict({ eventId, receivedtime, digest, body, expires }) {
      const Item = {
        ...conflictKey(eventId, receivedtime, digest),
        receivedtime: text(receivedtime),
        digest: text(digest),
        ...writeBody(body),
        expires: number(expires),
      };
      await calls.putItem({ TableName: table, Item });
    },
    async addDelivery(delivery, expires) {
      const { writeDeliveryItem } = await import("../deliveries/delivery-item.ts"); // rare, as such events are
      await isDone(
        calls.putItem({
          TableName: table,
          Item: writeDeliveryItem(delivery, expires),
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },
  };
}

/** Only while nobody else has claimed it. */
function claimedBy({ claim }: EventRecord) {
  return {
    ConditionExpression: "claim = :claim",
    ExpressionAttributeValues: { ":claim": text(claim) },
  };
}
