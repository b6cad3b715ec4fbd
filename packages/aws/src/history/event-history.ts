import { paginateQuery } from "@aws-sdk/client-dynamodb";
import { eventId } from "@hookyard/core/envelope";
import type { EventQuery, EventSummary } from "@hookyard/core/operator/operator";
import type { EventHistory } from "@hookyard/core/port/event-history";
import { createEventTable } from "../bus/event-table.ts";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { type EventRecord, markAmong, withMark } from "../table/event-item.ts";
import { type Item, text } from "../table/item.ts";
import { eventPartition, hourOf, progressSortPrefix } from "../table/keys.ts";
import { sdkTableCalls } from "../table/sdk-table-calls.ts";
import { beginning, readCursor } from "./cursor.ts";
import { type DetailOptions, eventDetail, eventSummary, recordsOf, reportsOf } from "./event-detail.ts";
import { eventRows, type RowsQuery } from "./event-rows.ts";
import { hoursBetween } from "./hours.ts";

export interface EventHistoryOptions extends DetailOptions {
  /** A claim of this age that is not published is shown all the same: the bus may have the event. */
  readonly claimSeconds: number;
  /**
   * A tail shows nothing younger. The index is behind its table, differently for each event, and what came in between
   * would be missed. Default: 2 seconds.
   */
  readonly tailLagMilliseconds?: number;
}

/** Whose marks and deliveries are asked for at once. */
const maxConcurrentReads = 8;
/** Hours with events that one page looks through; then the page ends, with a cursor to go on. */
const maxHoursPerPage = 744;

/** After every sort key that begins with a time. */
const end = "~";

/**
 * Events and what became of them, from the table. Publishing is what appends (decision 0001).
 *
 * `events` goes through the hours that have events and, in each, asks all shards at once. A search that finds little in
 * a long time can end a page early: go on by `next`.
 */
export function createEventHistory(options: EventHistoryOptions): EventHistory {
  const { now, claimSeconds, tailLagMilliseconds = 2_000 } = options;

  const isInFlight = ({ state, claimTime }: EventRecord): boolean =>
    state === "claimed" && claimTime > now() - claimSeconds * 1000;

  const summarize = async (claimed: EventRecord): Promise<Found> => {
    const items = await progressOf(options, claimed.id);
    const record = withMark(claimed, markAmong(items, claimed));
    const summary = eventSummary(record, reportsOf(record, recordsOf(items), now()));
    return { summary, sortKey: record.sortKey, inFlight: isInFlight(record) };
  };

  const summaries = async (records: readonly EventRecord[]): Promise<readonly Found[]> => {
    const rows: Found[] = [];
    await eachConcurrently([...records.entries()], maxConcurrentReads, async ([index, record]) => {
      rows[index] = await summarize(record);
    });
    return rows;
  };

  /** The events of some hours in their order, a part at a time. */
  async function* partsOf(
    hours: readonly string[],
    query: Omit<RowsQuery, "hour">,
  ): AsyncGenerator<readonly EventRecord[]> {
    for (const hour of hours) {
      let { after, before } = query;
      while (true) {
        const rows = await eventRows(options, { ...query, hour, after, before });
        yield rows;
        const last = rows.at(-1);
        if (last === undefined || rows.length < query.limit) break;
        if (query.newestFirst) before = last.sortKey;
        else after = last.sortKey;
      }
    }
  }

  const newestSortKey = async (): Promise<string | undefined> => {
    const hours = await hoursBetween(options, { from: beginning, to: end, newestFirst: true });
    const range = { after: beginning, before: end, newestFirst: true, limit: 1, filter: {} };
    for await (const [newest] of partsOf(hours, range)) if (newest !== undefined) return newest.sortKey;
    return undefined;
  };

  return {
    async event(id) {
      return await eventDetail(id, options);
    },

    async events(query) {
      const before = earliest(query.cursor === undefined ? end : readCursor(query.cursor), query.until);
      const after = timeKey(query.since) ?? beginning;
      const hours = await hoursOf(options, query, { from: after, to: before });
      const searched = hours.slice(0, maxHoursPerPage);
      const isFullSearch = hours.length <= maxHoursPerPage;
      const range = { after, before, newestFirst: true, limit: query.limit + 1, filter: filterOf(query) };

      const found: Found[] = [];
      for await (const part of partsOf(searched, range)) {
        const rows = await summaries(part);
        found.push(...rows.filter(({ summary, inFlight }) => !inFlight && isWanted(summary, query)));
        if (found.length > query.limit) break;
      }
      const shown = found.slice(0, query.limit);
      const next = found.length > query.limit ? shown.at(-1)?.sortKey : undefined;
      const goOn = next ?? (isFullSearch ? undefined : `${searched.at(-1) ?? ""}:00:00.000Z#`);
      return { rows: shown.map(({ summary }) => summary), ...(goOn !== undefined && { next: goOn }) };
    },

    async eventsAfter(cursor, limit) {
      if (cursor === undefined) return { rows: [], cursor: (await newestSortKey()) ?? beginning };
      const after = readCursor(cursor);
      const settled = `${new Date(now() - tailLagMilliseconds).toISOString()}${end}`;
      const hours = await hoursBetween(options, { from: after, to: settled, newestFirst: false });
      const range = { after, before: settled, newestFirst: false, limit, filter: {} };
      const found: Found[] = [];
      for await (const part of partsOf(hours, range)) {
        const rows = await summaries(part.slice(0, limit - found.length));
        const firstInFlight = rows.findIndex(({ inFlight }) => inFlight); // what comes after it waits, or it would be missed
        found.push(...(firstInFlight === -1 ? rows : rows.slice(0, firstInFlight)));
        if (firstInFlight !== -1 || found.length >= limit) break;
      }
      return { rows: found.map(({ summary }) => summary), cursor: found.at(-1)?.sortKey ?? cursor };
    },
  };
}

interface Found {
  readonly summary: EventSummary;
  readonly sortKey: string;
  /** It is being published: whether it is accepted is not known yet. */
  readonly inFlight: boolean;
}

/** What became of an event: its mark and its deliveries. */
async function progressOf({ dynamodb, table }: DetailOptions, id: string): Promise<readonly Item[]> {
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

/** With its source, a provider's id is an event's id: the hour of that event is the only one to look at. */
async function hoursOf(
  options: DetailOptions,
  { source, providerId }: EventQuery,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly string[]> {
  if (source === undefined || providerId === undefined) {
    return await hoursBetween(options, { from, to, newestFirst: true });
  }
  const found = await createEventTable({ ...options, calls: sdkTableCalls(options.dynamodb) }).find(
    eventId(source, providerId),
  );
  const hour = found === undefined ? "" : hourOf(found.receivedtime);
  return hour >= hourOf(from) && hour <= hourOf(to) ? [hour] : [];
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

function isWanted(summary: EventSummary, { state }: EventQuery): boolean {
  return state === undefined || summary.deliveries.some((delivery) => delivery.state === state);
}

/** A time as the sort key before every event of that millisecond. */
function timeKey(time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${new Date(time).toISOString()}#`;
}

function earliest(cursor: string, until: string | undefined): string {
  const key = timeKey(until);
  return key === undefined || cursor < key ? cursor : key;
}
