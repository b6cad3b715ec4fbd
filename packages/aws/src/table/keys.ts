import { type Item, text } from "./item.ts";

/** The index that orders events, and dead letters, by time. */
export const byTime = "byTime";

/**
 * What the index holds beside the keys: what a list of events shows and is searched by. All of it is written once, with
 * the event, and nothing of it can be large: what an index holds is paid for again at every write that changes it.
 */
export const byTimeAttributes = [
  "source",
  "type",
  "subject",
  "provider",
  "providertype",
  "providerid",
  "receivedtime",
  "consumers",
  "conflicts",
  "claim",
  "claimtime",
] as const;

/** How many partitions of the index an hour's events are spread over. */
export const shards = 8;

/** The partition of everything about one event. */
export function eventPartition(eventId: string): string {
  return `E#${eventId}`;
}

export function eventKey(eventId: string): Item {
  return { pk: text(eventPartition(eventId)), sk: text("E") };
}

/**
 * What the sort keys of an event's deliveries and marks begin with, and no others: what changes, and nothing of what may
 * be large, in one query.
 */
export const progressSortPrefix = "D";

/** The mark of an event that is on the bus. Of its claim: a mark that comes too late says nothing of a later claim. */
export function markKey(eventId: string, claim: string): Item {
  return { pk: text(eventPartition(eventId)), sk: text(`${progressSortPrefix}!${claim}`) };
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

/** The partition of what is known of the endpoint that was registered for a source. */
export function registrationPartition(source: string): string {
  return `P#${source}`;
}

export function registrationKey(source: string): Item {
  return { pk: text(registrationPartition(source)), sk: text("P") };
}

/** The partition of how far a source's schedule has come. */
export function schedulePartition(source: string): string {
  return `G#${source}`;
}

export function scheduleKey(source: string): Item {
  return { pk: text(schedulePartition(source)), sk: text("G") };
}
