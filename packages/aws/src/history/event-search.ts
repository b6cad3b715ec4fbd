import { eventId } from "@hookyard/core/envelope";
import type { EventPage, EventQuery } from "@hookyard/core/operator/operator";
import { compilePattern } from "@hookyard/core/pattern/index";
import { createEventTable } from "../bus/event-table.ts";
import { hourOf } from "../table/keys.ts";
import { sdkTableCalls } from "../table/sdk-table-calls.ts";
import { beginning, readCursor } from "./cursor.ts";
import type { DetailOptions } from "./event-detail.ts";
import { type FoundEvent, type ProgressOptions, withProgress } from "./event-progress.ts";
import { eventRowsPart, type RowsPart, type RowsQuery } from "./event-rows.ts";
import { type HoursQuery, hoursBetween } from "./hours.ts";
import { matchBodies } from "./match-bodies.ts";

export interface SearchOptions extends DetailOptions, ProgressOptions {
  /** Default: {@link searchLimits}. */
  readonly limits?: SearchLimits;
}

/** What one page may cost. Then it ends, and `next` goes on. */
export interface SearchLimits {
  /** Looks at an hour of the index: eight questions each. */
  readonly looks: number;
  /** Events whose states, or bodies, are looked at. */
  readonly events: number;
  /** Of their bodies, together. */
  readonly characters: number;
}

/** About a second of work, and some hundred read units. */
export const searchLimits: SearchLimits = { looks: 100, events: 1_000, characters: 4 * 1024 ** 2 };

/** Events that are looked at together. */
const partSize = 100;
/** After every sort key that begins with a time. */
const end = "~";

/**
 * Events that fit, newest first. It goes through the hours that have events and asks all shards of each at once; what
 * DynamoDB cannot compare, a path in the body or a state, is looked at event by event.
 */
export async function searchEvents(options: SearchOptions, query: EventQuery): Promise<EventPage> {
  const limits = options.limits ?? searchLimits;
  const after = timeKey(query.since) ?? beginning;
  const filter = filterOf(query);
  const spent = { looks: 0, events: 0, characters: 0 };
  const isSpent = (): boolean =>
    spent.looks >= limits.looks || spent.events >= limits.events || spent.characters >= limits.characters;

  const found: FoundEvent[] = [];
  let before = earliest(query.cursor === undefined ? end : readCursor(query.cursor), query.until);
  // The hour in which the page before ended may be among them, and one more tells that there are more.
  const range = { from: after, to: before, newestFirst: true, limit: limits.looks + 2 };
  for (const hour of await hoursOf(options, query, range)) {
    const hourStart = `${hour}:00:00.000Z#`;
    while (before > hourStart) {
      if (isSpent()) return { rows: summaries(found), next: before, searchedTo: timeOf(before) };
      const wanted = isSelective(query) ? limits.events - spent.events : query.limit + 1 - found.length;
      const look = { hour, after, before, newestFirst: true, limit: Math.min(wanted, partSize), filter };
      const { rows, upto } = await lookInto(options, look, query, spent);
      const events = await withProgress(options, rows);
      found.push(...events.filter((event) => !event.inFlight && isInState(event, query)));
      if (found.length > query.limit) return fullPage(found.slice(0, query.limit));
      before = upto ?? hourStart;
    }
  }
  return { rows: summaries(found) };
}

/** A part of an hour, without what does not match the query's pattern. Adds to what was spent. */
async function lookInto(
  options: SearchOptions,
  look: RowsQuery,
  query: EventQuery,
  spent: { looks: number; events: number; characters: number },
): Promise<RowsPart> {
  const part = await eventRowsPart(options, look);
  spent.looks += 1;
  if (isSelective(query)) spent.events += part.rows.length;
  if (query.where === undefined || part.rows.length === 0) return part;
  const { characters: most } = options.limits ?? searchLimits;
  const { rows, characters, upto } = await matchBodies(
    options,
    compilePattern(query.where),
    part.rows,
    most - spent.characters,
  );
  spent.characters += characters;
  const stop = upto ?? part.upto;
  return { rows, ...(stop !== undefined && { upto: stop }) };
}

/** Whether many events are looked at for one that fits. */
function isSelective({ where, state }: EventQuery): boolean {
  return where !== undefined || state !== undefined;
}

function fullPage(found: readonly FoundEvent[]): EventPage {
  const next = found.at(-1)?.sortKey;
  return { rows: summaries(found), ...(next !== undefined && { next }) };
}

function summaries(found: readonly FoundEvent[]): EventPage["rows"] {
  return found.map(({ summary }) => summary);
}

/** With its source, a provider's id is an event's id: the hour of that event is the only one to look at. */
async function hoursOf(
  options: DetailOptions,
  { source, providerId }: EventQuery,
  range: HoursQuery,
): Promise<readonly string[]> {
  if (source === undefined || providerId === undefined) return await hoursBetween(options, range);
  const table = createEventTable({ ...options, calls: sdkTableCalls(options.dynamodb) });
  const found = await table.find(eventId(source, providerId));
  const hour = found === undefined ? "" : hourOf(found.receivedtime);
  return hour >= hourOf(range.from) && hour <= hourOf(range.to) ? [hour] : [];
}

/** The parts of a query that DynamoDB compares. */
function filterOf({ source, type, subject, providerId }: EventQuery): RowsQuery["filter"] {
  return {
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    ...(providerId !== undefined && { providerId }),
  };
}

function isInState({ summary }: FoundEvent, { state }: EventQuery): boolean {
  return state === undefined || summary.deliveries.some((delivery) => delivery.state === state);
}

/** A time as the sort key before every event of that millisecond. */
function timeKey(time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${new Date(time).toISOString()}#`;
}

function timeOf(sortKey: string): string {
  return sortKey.slice(0, sortKey.indexOf("#"));
}

function earliest(cursor: string, until: string | undefined): string {
  const key = timeKey(until);
  return key === undefined || cursor < key ? cursor : key;
}
