import type { EventsAfter } from "@hookyard/core/operator/operator";
import type { EventRecord } from "../table/event-item.ts";
import { hourOf } from "../table/keys.ts";
import { beginning, markOf, readTailCursor, tailCursorOf, type TailPlace } from "./cursor.ts";
import { type FoundEvent, type ProgressOptions, withProgress } from "./event-progress.ts";
import { eventRows } from "./event-rows.ts";
import { hoursBetween } from "./hours.ts";
import { newestEvents } from "./newest-events.ts";

export interface TailOptions extends ProgressOptions {
  /** A tail shows nothing younger, so that what comes at the same time comes in its order. Default: 2 seconds. */
  readonly tailLagMilliseconds?: number;
}

/**
 * What has a place before this in the order of receipt is not expected any more. The index is behind its table,
 * differently for each event, and an event stands in it only when its large body is in the bucket.
 */
const overlapMilliseconds = 60_000;
/** Events whose marks a cursor holds: with more in the overlap, it is as much shorter. */
const mostMarks = 400;
/** After every sort key that begins with a time. */
const end = "~";

/** Nothing yet, and the place to go on from: what is there now is not given. */
export async function tailStart(options: TailOptions): Promise<EventsAfter> {
  const newest = await newestEvents(options, mostMarks + 1);
  const since = `${new Date(options.now() - overlapMilliseconds).toISOString()}#`;
  const recent = newest.filter(({ sortKey }) => sortKey > since);
  const before = newest[recent.length]?.sortKey ?? newest[mostMarks]?.sortKey ?? beginning;
  const given = recent.slice(0, mostMarks);
  const isOut = await inFlightAmong(options, given);
  const marks = given.filter(({ id }) => !isOut.has(id)).map(({ id }) => markOf(id));
  return { rows: [], cursor: tailCursorOf({ from: before, given: new Set(marks) }) };
}

/**
 * Events after a cursor, oldest first. Each look goes back over the last minute and leaves out what it has given, so what
 * comes into the index late is given late, and once. An event that is being published holds back those after it.
 */
export async function tailAfter(
  cursor: string,
  limit: number,
  options: TailOptions & { readonly tailLagMilliseconds: number },
): Promise<EventsAfter> {
  const place = readTailCursor(cursor);
  const settled = `${new Date(options.now() - options.tailLagMilliseconds).toISOString()}${end}`;
  const rows = await rowsBetween(options, place.from, settled, place.given.size + limit);
  const fresh = rows.filter(({ id }) => !place.given.has(markOf(id)));
  const events = await withProgress(options, fresh.slice(0, limit));
  const firstInFlight = events.findIndex(({ inFlight }) => inFlight);
  const shown = firstInFlight === -1 ? events : events.slice(0, firstInFlight);
  const next = placeAfter(place, rows, shown, options.now());
  const isSame = shown.length === 0 && next.from === place.from;
  return {
    rows: shown.map(({ summary }) => summary),
    cursor: isSame ? cursor : tailCursorOf(next),
  };
}

/** Gone on by what was shown: `from` passes what is given and older than the overlap, and what a cursor cannot hold. */
function placeAfter(
  place: TailPlace,
  rows: readonly EventRecord[],
  shown: readonly FoundEvent[],
  now: number,
): TailPlace {
  const isShown = new Set(shown.map(({ summary }) => summary.id));
  const isGiven = ({ id }: EventRecord): boolean => isShown.has(id) || place.given.has(markOf(id));
  const firstMissing = rows.findIndex((row) => !isGiven(row));
  const wholly = firstMissing === -1 ? rows : rows.slice(0, firstMissing);
  const old = `${new Date(now - overlapMilliseconds).toISOString()}#`;
  const tooMany = rows.filter(isGiven).length - mostMarks;
  const passed = wholly.findLastIndex(({ sortKey }, index) => sortKey < old || index < tooMany);
  const from = rows[passed]?.sortKey ?? place.from;
  const given = rows.slice(passed + 1).filter(isGiven);
  return { from, given: new Set(given.map(({ id }) => markOf(id))) };
}

/** Up to `limit` events after one place and before the other, oldest first. */
async function rowsBetween(
  options: TailOptions,
  from: string,
  to: string,
  limit: number,
): Promise<readonly EventRecord[]> {
  const rows: EventRecord[] = [];
  for (const hour of await hoursBetween(options, { from, to, newestFirst: false, limit: mostHours })) {
    const after = hour === hourOf(from) ? from : beginning;
    const query = { hour, after, before: to, newestFirst: false, filter: {}, limit: limit - rows.length };
    rows.push(...(await eventRows(options, query)));
    if (rows.length >= limit) break;
  }
  return rows;
}

/** Hours with events that one look goes through. */
const mostHours = 100;
/** Publishing takes less, but for the worst: those claimed longer ago are taken for published. */
const publishingMilliseconds = 5_000;
const mostInFlight = 100;

async function inFlightAmong(
  options: TailOptions,
  rows: readonly EventRecord[],
): Promise<ReadonlySet<string>> {
  const young = rows.filter(({ claimTime }) => claimTime > options.now() - publishingMilliseconds);
  const events = await withProgress(options, young.slice(0, mostInFlight));
  return new Set(events.filter(({ inFlight }) => inFlight).map(({ summary }) => summary.id));
}
