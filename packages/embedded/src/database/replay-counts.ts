import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { DeadLetterFilter } from "@hookyard/core";
import { parseEvent } from "@hookyard/core/envelope";
import type { CountEventsOptions, EventCounts, LetterCount, LetterCounts } from "@hookyard/core/port/replays";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import { readCursor } from "./cursor.ts";
import { createFindKey, deadLetterConditions, deadLetterTables, typePattern } from "./filter.ts";
import { type History, iso } from "./history.ts";
import { deliveryKey } from "./schema.ts";
import { skipReasonOf } from "./skip-reason.ts";
import { createWants, type WantedBy } from "./wants.ts";

/** What replay asks of the database, read only, part by part: a long count holds up no other question. */
export interface ReplayCounts {
  letters(filter: DeadLetterFilter, cursor: string | undefined, now: number): LetterCounts;
  events(
    query: ArchiveQuery,
    consumers: readonly WantedBy[],
    options: Omit<CountEventsOptions, "consumers">,
  ): EventCounts;
  /** The next events of the archive for one consumer. */
  nextEvents(request: NextEventsRequest): NextEvents;
  texts(deliveryIds: readonly string[]): readonly (string | undefined)[];
}

export interface NextEventsRequest {
  readonly query: ArchiveQuery;
  readonly consumer: WantedBy;
  readonly from: string | undefined;
  readonly limit: number;
  readonly again: boolean;
}

export interface NextEvents {
  readonly sequences: readonly number[];
  readonly skipped: number;
  readonly upto: string;
  readonly isDrained: boolean;
}

/** Rows looked at for one part. */
const letterPart = 20_000;
const eventPart = 2_000;

export function createReplayCounts(database: DatabaseSync, history: History): ReplayCounts {
  const findKey = createFindKey(database);
  const stateOf = database.prepare("SELECT state FROM deliveries WHERE id = ?");
  const numberOf = database.prepare("SELECT number FROM consumers WHERE name = ?");
  const wants = createWants();

  const deliveryState = (sequence: number, consumer: string): number | undefined => {
    const number = numberOf.get(consumer)?.["number"];
    const row = number === undefined ? undefined : stateOf.get(deliveryKey(sequence, Number(number)));
    return row === undefined ? undefined : Number(row["state"]);
  };
  const eventRows = (query: ArchiveQuery, after: number, limit: number) => {
    const { sql, values } = archiveConditions(query);
    return database
      .prepare(
        `SELECT e.sequence, e.received, b.text FROM events e JOIN bodies b ON b.sequence = e.sequence WHERE e.sequence > ? AND ${sql} ORDER BY e.sequence LIMIT ?`,
      )
      .iterate(after, ...values, limit);
  };

  return {
    letters({ replayBelow = Number.MAX_SAFE_INTEGER, ...filter }, cursor, now) {
      const { sql, values } = deadLetterConditions(filter, now, findKey);
      const [finished, key] = readCursor(cursor ?? "0.0", 2);
      const rows = database
        .prepare(
          `SELECT d.id AS key, d.finished, d.reason, d.replay, c.name AS consumer, a.error_name AS error,
             (SELECT octet_length(text) FROM bodies WHERE sequence = e.sequence) AS bytes
           FROM ${deadLetterTables} WHERE ${sql} AND (d.finished, d.id) > (?, ?) ORDER BY d.finished, d.id LIMIT ?`,
        )
        .iterate(...values, finished, key, letterPart);
      const groups = new Map<string, MutableCount>();
      let count = 0;
      let tooOften = 0;
      let last = "";
      for (const row of rows) {
        count += 1;
        last = `${String(row["finished"])}.${String(row["key"])}`;
        if (Number(row["replay"]) < replayBelow) addLetter(groups, row);
        else tooOften += 1;
      }
      const found = [...groups.values()].map(
        ({ first, last: newest, ...group }): LetterCount => ({
          ...group,
          oldestTime: iso(first),
          newestTime: iso(newest),
        }),
      );
      return { groups: found, tooOften, ...(count === letterPart && { next: last }) };
    },
    events(query, consumers, { again, cursor }) {
      const wanted = consumers.map((consumer) => ({
        consumer,
        count: 0,
        bytes: 0,
        skipped: { done: 0, discarded: 0, scheduled: 0 },
      }));
      let seen = 0;
      let last = 0;
      let times: { oldestTime: string; newestTime: string } | undefined;
      for (const row of eventRows(query, cursor === undefined ? 0 : readCursor(cursor, 1)[0], eventPart)) {
        seen += 1;
        last = Number(row["sequence"]);
        const text = String(row["text"]);
        const event = parseEvent(text);
        for (const lane of wanted) {
          if (!wants(lane.consumer, event)) continue;
          const skipReason = skipReasonOf(deliveryState(last, lane.consumer.name), again);
          if (skipReason !== undefined) lane.skipped[skipReason] += 1;
          else {
            lane.count += 1;
            lane.bytes += Buffer.byteLength(text);
            const time = iso(row["received"]);
            times = { oldestTime: times?.oldestTime ?? time, newestTime: time };
          }
        }
      }
      return {
        lanes: wanted.map(({ consumer, ...counted }) => ({ consumer: consumer.name, ...counted })),
        ...times,
        ...(seen === eventPart && { next: String(last) }),
      };
    },
    nextEvents({ query, consumer, from, limit, again }) {
      const sequences: number[] = [];
      let seen = 0;
      let skipped = 0;
      let last = from === undefined ? 0 : readCursor(from, 1)[0];
      let isEnd = true;
      for (const row of eventRows(query, last, eventPart)) {
        if (sequences.length >= limit) {
          isEnd = false;
          break;
        }
        seen += 1;
        last = Number(row["sequence"]);
        if (!wants(consumer, parseEvent(String(row["text"])))) continue;
        if (skipReasonOf(deliveryState(last, consumer.name), again) === undefined) sequences.push(last);
        else skipped += 1;
      }
      return { sequences, skipped, upto: String(last), isDrained: isEnd && seen < eventPart };
    },
    texts: (ids) =>
      ids.map((id) => {
        const key = findKey(id);
        return key === undefined || stateOf.get(key) === undefined ? undefined : history.textOf(key);
      }),
  };
}

function archiveConditions({ since, until, type, source }: ArchiveQuery) {
  const parts = ["e.received >= ?", "e.received < ?"];
  const values: (string | number)[] = [Date.parse(since), Date.parse(until)];
  if (source !== undefined) {
    parts.push("e.source = ?");
    values.push(source);
  }
  if (type !== undefined) {
    const { sql, value } = typePattern(type);
    parts.push(`e.type ${sql}`);
    values.push(value);
  }
  return { sql: parts.join(" AND "), values };
}

interface MutableCount extends Omit<LetterCount, "count" | "bytes" | "oldestTime" | "newestTime"> {
  count: number;
  bytes: number;
  first: number;
  last: number;
}

function addLetter(groups: Map<string, MutableCount>, row: Record<string, SQLOutputValue>): void {
  const { consumer, reason, error } = row;
  const name = `${String(consumer)}\n${String(reason)}\n${String(error ?? "")}`;
  const time = Number(row["finished"]);
  let group = groups.get(name);
  if (group === undefined) {
    const kind = { consumer: String(consumer), reason: String(reason), errorName: String(error ?? "") };
    group = { ...kind, count: 0, bytes: 0, first: time, last: time };
    groups.set(name, group);
  }
  group.count += 1;
  group.bytes += Number(row["bytes"]);
  group.last = time; // they come oldest first
}
