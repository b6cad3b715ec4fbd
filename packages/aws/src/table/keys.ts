import { type Item, text } from "./item.ts";

/** The index that orders events, and dead letters, by time. */
export const byTime = "byTime";

/** How many partitions of the index an hour's events are spread over. */
export const shards = 8;

/** The partition of everything about one event. */
export function eventPartition(eventId: string): string {
  return `E#${eventId}`;
}

export function eventKey(eventId: string): Item {
  return { pk: text(eventPartition(eventId)), sk: text("E") };
}

/** What the sort keys of an event's conflicts begin with. */
export const conflictSortPrefix = "C#";

/** `receivedtime`: RFC 3339. */
export function conflictKey(eventId: string, receivedtime: string, digest: string): Item {
  return { pk: text(eventPartition(eventId)), sk: text(`${conflictSortPrefix}${receivedtime}#${digest}`) };
}

/** The partition that lists the hours that have events. */
export const hoursPartition = "HOURS";

export function hourKey(hour: string): Item {
  return { pk: text(hoursPartition), sk: text(hour) };
}

/** `2026-11-21T00` of any RFC 3339 time in UTC, or of an event's sort key. */
export function hourOf(time: string): string {
  return time.slice(0, "2026-11-21T00".length);
}

/** The partition of the index for one hour's events of one shard. */
export function eventsPartition(hour: string, shard: number): string {
  return `EVENTS#${hour}#${shard}`;
}

/** The shard of an event, from its id, which is a hash. */
export function shardOf(eventId: string): number {
  return Number.parseInt(eventId.slice(-1), 16) % shards;
}

/** Orders events by their receipt. `count` tells events of one millisecond apart. */
export function eventSortKey(receivedtime: string, count: number, eventId: string): string {
  return `${receivedtime}#${String(count).padStart(6, "0")}#${eventId}`;
}

/** The partition of what a consumer has done with an event. */
export function idempotencyKey(consumer: string, eventId: string): Item {
  return { pk: text(`I#${consumer}#${eventId}`), sk: text("I") };
}
