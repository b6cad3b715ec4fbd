import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type {
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterSummary,
  Page,
  PageRequest,
} from "@hookyard/core";
import { parseEvent } from "@hookyard/core/envelope";
import { normalMessage } from "@hookyard/core/operator/normal-message";
import { readCursor } from "./cursor.ts";
import { createFindKey, deadLetterConditions, deadLetterTables } from "./filter.ts";
import { type History, iso } from "./history.ts";

/** Dead letters, read only. */
export interface Letters {
  groups(filter: DeadLetterFilter, now: number): readonly DeadLetterGroup[];
  list(filter: DeadLetterFilter, page: PageRequest, now: number): Page<DeadLetterSummary>;
  show(deliveryId: string, now: number): DeadLetterDetail | undefined;
}

const columns = `d.id AS key, d.reason, d.finished, d.token, d.replay, d.attempt, c.name AS consumer,
  e.id AS event, e.type, e.source, a.error_name, a.error_message, a.version, d.lease_until`;

/** More types, or deploys, than this in one group are not named one by one. */
const maxTypesShown = 20;

export function createLetters(database: DatabaseSync, history: History): Letters {
  const findKey = createFindKey(database);
  // Also what is checked out: whoever has it wants to look at it, and others to know.
  const byKey = database.prepare(`SELECT ${columns} FROM ${deadLetterTables} WHERE d.id = ? AND d.state = 3`);

  return {
    groups(filter, now) {
      const { sql, values } = deadLetterConditions(filter, now, findKey);
      const groups = new Map<string, Group>();
      const rows = database
        .prepare(`SELECT ${columns} FROM ${deadLetterTables} WHERE ${sql}`)
        .iterate(...values);
      for (const row of rows) addToGroup(groups, row, now);
      return [...groups.values()]
        .sort((one, other) => other.count - one.count || one.first - other.first)
        .map(({ first, last, types, versions, ...group }) => ({
          ...group,
          types: [...types].sort(),
          ...(versions.size > 0 && { versions: [...versions].sort() }),
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
      return { rows: shown.map((row) => letterSummary(row, now)), ...next };
    },
    show(deliveryId, now) {
      const key = findKey(deliveryId);
      const row = key === undefined ? undefined : byKey.get(key);
      if (key === undefined || row === undefined) return undefined;
      const edits = history.edits(key);
      return {
        ...letterSummary(row, now),
        event: parseEvent(history.textOf(key)),
        history: history.attempts(key),
        ...(edits.length > 0 && { edits }),
      };
    },
  };
}

interface Group extends Omit<DeadLetterGroup, "types" | "versions" | "firstTime" | "lastTime" | "count"> {
  count: number;
  types: Set<string>;
  versions: Set<string>;
  first: number;
  last: number;
}

function addToGroup(groups: Map<string, Group>, row: Record<string, SQLOutputValue>, now: number): void {
  const letter = letterSummary(row, now);
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
      versions: new Set(),
      first: time,
      last: time,
    };
    groups.set(name, group);
  }
  group.count += 1;
  group.first = Math.min(group.first, time);
  group.last = Math.max(group.last, time);
  if (group.types.size < maxTypesShown) group.types.add(letter.type);
  if (letter.version !== undefined && group.versions.size < maxTypesShown) group.versions.add(letter.version);
}

function letterSummary(row: Record<string, SQLOutputValue>, now: number): DeadLetterSummary {
  const { version, lease_until: leasedUntil } = row;
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
    ...(typeof version === "string" && { version }),
    ...(leasedUntil !== null && Number(leasedUntil) > now && { leasedUntil: iso(leasedUntil) }),
  };
}
