import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import {
  type DeadLetterDetail,
  type DeadLetterFilter,
  type DeadLetterGroup,
  type DeadLetterSummary,
  type Page,
  type PageRequest,
  parseEvent,
} from "@hookyard/core";
import { readCursor } from "./cursor.ts";
import { createFindKey, deadLetterConditions, deadLetterTables } from "./filter.ts";
import { type History, iso } from "./history.ts";
import { sequenceOf } from "./schema.ts";

/** Dead letters, read only. */
export interface Letters {
  groups(filter: DeadLetterFilter, now: number): readonly DeadLetterGroup[];
  list(filter: DeadLetterFilter, page: PageRequest, now: number): Page<DeadLetterSummary>;
  show(deliveryId: string, now: number): DeadLetterDetail | undefined;
}

const columns = `d.id AS key, d.reason, d.finished, d.token, d.replay, d.attempt, c.name AS consumer,
  e.id AS event, e.type, e.source, a.error_name, a.error_message`;

/** More types than this in one group are not named one by one. */
const maxTypesShown = 20;

export function createLetters(database: DatabaseSync, history: History): Letters {
  const textOf = database.prepare("SELECT text FROM bodies WHERE sequence = ?");
  const findKey = createFindKey(database);

  return {
    groups(filter, now) {
      const { sql, values } = deadLetterConditions(filter, now, findKey);
      const groups = new Map<string, Group>();
      const rows = database
        .prepare(`SELECT ${columns} FROM ${deadLetterTables} WHERE ${sql}`)
        .iterate(...values);
      for (const row of rows) addToGroup(groups, row);
      return [...groups.values()]
        .sort((one, other) => other.count - one.count || one.first - other.first)
        .map(({ first, last, types, ...group }) => ({
          ...group,
          types: [...types].sort(),
          firstTime: iso(first),
          lastTime: iso(last),
        }));
    },
    list(filter, { limit, cursor }, now) {
      const { sql, values } = deadLetterConditions(filter, now, findKey);
      const [finished, key] = readCursor(cursor ?? "0.0", 2);
      const rows = database
        .prepare(
          `SELECT ${columns} FROM ${deadLetterTables} WHERE ${sql} AND (d.finished, d.id) > (?, ?) ORDER BY d.finished, d.id LIMIT ?`,
        )
        .all(...values, finished, key, limit + 1);
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      const next =
        rows.length > limit && last !== undefined
          ? { next: `${String(last["finished"])}.${String(last["key"])}` }
          : {};
      return { rows: shown.map(letterSummary), ...next };
    },
    show(deliveryId, now) {
      const { sql, values } = deadLetterConditions({ ids: [deliveryId] }, now, findKey);
      const row = database.prepare(`SELECT ${columns} FROM ${deadLetterTables} WHERE ${sql}`).get(...values);
      if (row === undefined) return undefined;
      const key = Number(row["key"]);
      return {
        ...letterSummary(row),
        event: parseEvent(String(textOf.get(sequenceOf(key))?.["text"])),
        history: history.attempts(key),
      };
    },
  };
}

interface Group extends Omit<DeadLetterGroup, "types" | "firstTime" | "lastTime" | "count"> {
  count: number;
  types: Set<string>;
  first: number;
  last: number;
}

function addToGroup(groups: Map<string, Group>, row: Record<string, SQLOutputValue>): void {
  const letter = letterSummary(row);
  const errorMessage = normalMessage(letter.errorMessage);
  const name = JSON.stringify([letter.consumer, letter.reason, letter.errorName, errorMessage]);
  const time = Number(row["finished"]);
  let group = groups.get(name);
  if (group === undefined) {
    const { consumer, reason, errorName, id } = letter;
    group = {
      consumer,
      reason,
      errorName,
      errorMessage,
      sample: id,
      count: 0,
      types: new Set(),
      first: time,
      last: time,
    };
    groups.set(name, group);
  }
  group.count += 1;
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
  if (group.types.size < maxTypesShown) group.types.add(letter.type);
}

/** A message with what differs from letter to letter taken out: ids, numbers, addresses, quoted values. */
export function normalMessage(message: string): string {
  return message
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<id>")
    .replace(/\b[a-z]+_[A-Za-z0-9]{6,}\b/g, "<id>")
    .replace(/\b(?=[A-Za-z]*\d)[A-Za-z0-9]{12,}\b/g, "<id>")
    .replace(/\d+(?:\.\d+)*/g, "<n>")
    .slice(0, 300);
}

function letterSummary(row: Record<string, SQLOutputValue>): DeadLetterSummary {
  return {
    id: `${String(row["event"])}:${String(row["consumer"])}`,
    consumer: String(row["consumer"]),
    eventId: String(row["event"]),
    type: String(row["type"]),
    source: String(row["source"]),
    reason: String(row["reason"]),
    errorName: String(row["error_name"] ?? ""),
    errorMessage: String(row["error_message"] ?? ""),
    deadTime: iso(row["finished"]),
    attempts: Number(row["attempt"]),
    replay: Number(row["replay"]),
  };
}
