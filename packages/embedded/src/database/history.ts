import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type {
  AttemptReport,
  DeliveryReport,
  DeliveryState,
  EditReport,
  EventDetail,
  EventPage,
  EventQuery,
  EventsAfter,
  EventSummary,
  JsonObject,
} from "@hookyard/core";
import { parseEvent } from "@hookyard/core/envelope";
import { compilePattern, matches } from "@hookyard/core/pattern/index";
import { readRequestRecord } from "@hookyard/core/ingest/request-record";
import { readCursor } from "./cursor.ts";
import { createFindSequence } from "./event-ids.ts";
import { typePattern } from "./filter.ts";
import { maxConsumers, sequenceOf, state } from "./schema.ts";

type Row = Record<string, SQLOutputValue>;

/** Events and what became of them, read only. */
export interface History {
  events(query: EventQuery): EventPage;
  event(id: string): EventDetail | undefined;
  eventsAfter(cursor: string | undefined, limit: number): EventsAfter;
  attempts(deliveryKey: number): readonly AttemptReport[];
  /** What was changed by hand, oldest first. */
  edits(deliveryKey: number): readonly EditReport[];
  /** The event as a consumer gets it, JSON: as it came, or with the last edit. */
  textOf(deliveryKey: number): string;
}

const columns =
  "e.sequence, e.id, e.source, e.type, e.subject, e.provider, e.providertype, e.providerid, e.received, e.duplicates, e.conflicts";

/** How much of payloads one page looks into: together about a tenth of a second. */
const mostLookedInto = 2_000;
const mostCharacters = 4 * 1024 ** 2;

interface FoundRows {
  readonly rows: readonly Row[];
  readonly next?: string;
  /** When the last event that was looked into was received, where the page ended before it was full. */
  readonly searchedTo?: string;
}

function firstRows(rows: readonly Row[], limit: number): FoundRows {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: shown, next: String(last["sequence"]) }
    : { rows: shown };
}

export function createHistory(database: DatabaseSync): History {
  const deliveriesOf = database.prepare(`
    SELECT d.*, c.name FROM deliveries d JOIN consumers c ON c.number = d.consumer
    WHERE d.id >= ? AND d.id < ? ORDER BY c.name`);
  const attemptsOf = database.prepare("SELECT * FROM attempts WHERE delivery = ? ORDER BY number");
  const findSequence = createFindSequence(database);
  const bySequence = database.prepare(`SELECT ${columns}, e.mismatch FROM events e WHERE e.sequence = ?`);
  const textOf = database.prepare("SELECT text FROM bodies WHERE sequence = ?");
  const requestOf = database.prepare("SELECT request FROM bodies WHERE sequence = ?");
  const editsOf = database.prepare(
    "SELECT time, reason, changes FROM edits WHERE delivery = ? ORDER BY number",
  );
  const editedText = database.prepare(
    "SELECT e.text FROM deliveries d JOIN edits e ON e.number = d.edit WHERE d.id = ?",
  );
  const conflictsOf = database.prepare(
    "SELECT received, text FROM conflicts WHERE sequence = ? ORDER BY number",
  );
  const after = database.prepare(
    `SELECT ${columns} FROM events e WHERE e.sequence > ? ORDER BY e.sequence LIMIT ?`,
  );
  const newest = database.prepare("SELECT coalesce(max(sequence), 0) AS sequence FROM events");

  const counts = database.prepare(
    "SELECT coalesce(sum(scheduled), 0) AS scheduled, coalesce(sum(done), 0) AS done, coalesce(sum(dead), 0) AS dead, coalesce(sum(discarded), 0) AS discarded FROM consumers",
  );
  const countIn = (wanted: DeliveryState): number => Number(counts.get()?.[wanted]);

  const deliveryRows = (sequence: number): Row[] =>
    deliveriesOf.all(sequence * maxConsumers, (sequence + 1) * maxConsumers);
  const summary = (row: Row): EventSummary => ({
    ...eventColumns(row),
    deliveries: deliveryRows(Number(row["sequence"])).map((delivery) => ({
      consumer: String(delivery["name"]),
      state: deliveryState(Number(delivery["state"])),
    })),
  });
  const attempts = (key: number): AttemptReport[] => attemptsOf.all(key).map(attemptReport);

  const edits = (key: number): EditReport[] => editsOf.all(key).map(editReport);

  const matchingRows = (candidates: Iterable<Row>, where: JsonObject, limit: number): FoundRows => {
    const pattern = compilePattern(where);
    const rows: Row[] = [];
    let [looked, characters, last, received] = [0, 0, "", ""];
    for (const row of candidates) {
      if (rows.length >= limit) return { rows, next: last };
      if (looked >= mostLookedInto || characters >= mostCharacters) {
        return { rows, next: last, searchedTo: received };
      }
      const text = String(textOf.get(Number(row["sequence"]))?.["text"]);
      looked += 1;
      characters += text.length;
      last = String(row["sequence"]);
      received = iso(row["received"]);
      if (matches(pattern, parseEvent(text))) rows.push(row);
    }
    return { rows };
  };

  return {
    attempts,
    edits,
    textOf: (key) => String((editedText.get(key) ?? textOf.get(sequenceOf(key)))?.["text"]),
    events(query) {
      const { sql, values } = eventConditions(query, countIn);
      const candidates = database.prepare(
        `SELECT ${columns} FROM events e WHERE ${sql} ORDER BY e.sequence DESC LIMIT ?`,
      );
      const { rows, ...further } =
        query.where === undefined
          ? firstRows(candidates.all(...values, query.limit + 1), query.limit)
          : matchingRows(candidates.iterate(...values, mostLookedInto + 1), query.where, query.limit);
      return { rows: rows.map(summary), ...further };
    },
    event(id) {
      const sequence = findSequence(id);
      const row = sequence === undefined ? undefined : bySequence.get(sequence);
      if (sequence === undefined || row === undefined) return undefined;
      const mismatch = row["mismatch"];
      const request = requestOf.get(sequence)?.["request"];
      return {
        ...summary(row),
        event: parseEvent(String(textOf.get(sequence)?.["text"])),
        ...(typeof mismatch === "string"
          ? { mismatch: JSON.parse(mismatch) as NonNullable<EventDetail["mismatch"]> }
          : {}), // safe: written by the acceptor
        ...(typeof request === "string" && { request: readRequestRecord(request) }),
        history: deliveryRows(sequence).map((delivery) =>
          deliveryReport(id, delivery, {
            failed: attempts(Number(delivery["id"])),
            edits: edits(Number(delivery["id"])),
          }),
        ),
        conflicting: conflictsOf.all(sequence).map((conflict) => ({
          receivedtime: iso(conflict["received"]),
          event: parseEvent(String(conflict["text"])),
        })),
      };
    },
    eventsAfter(cursor, limit) {
      const from = cursor === undefined ? Number(newest.get()?.["sequence"]) : readCursor(cursor, 1)[0];
      const rows = after.all(from, limit);
      return { rows: rows.map(summary), cursor: String(rows.at(-1)?.["sequence"] ?? from) };
    },
  };
}

function eventConditions(
  query: EventQuery,
  countIn: (state: DeliveryState) => number,
): {
  readonly sql: string;
  readonly values: readonly (string | number)[];
} {
  const parts = ["1"];
  const values: (string | number)[] = [];
  const add = (sql: string, value: string | number): void => {
    parts.push(sql);
    values.push(value);
  };
  if (query.cursor !== undefined) add("e.sequence < ?", readCursor(query.cursor, 1)[0]);
  if (query.source !== undefined) add("e.source = ?", query.source);
  if (query.type !== undefined) {
    const { sql, value } = typePattern(query.type);
    add(`e.type ${sql}`, value);
  }
  if (query.subject !== undefined) add("e.subject = ?", query.subject);
  if (query.providerId !== undefined) add("e.providerid = ?", query.providerId);
  if (query.since !== undefined) add("e.received >= ?", Date.parse(query.since));
  if (query.until !== undefined) add("e.received < ?", Date.parse(query.until));
  if (query.state !== undefined) parts.push(stateCondition(query.state, countIn(query.state)));
  return { sql: parts.join(" AND "), values };
}

function eventColumns(row: Row): Omit<EventSummary, "deliveries"> {
  return {
    id: String(row["id"]),
    source: String(row["source"]),
    type: String(row["type"]),
    ...(row["subject"] === null ? {} : { subject: String(row["subject"]) }),
    provider: String(row["provider"]),
    providertype: String(row["providertype"]),
    providerid: String(row["providerid"]),
    receivedtime: iso(row["received"]),
    duplicates: Number(row["duplicates"]),
    conflicts: Number(row["conflicts"]),
  };
}

/**
 * Up to so many deliveries in a state are looked up first, by the indexes of what is not done, and their events then.
 * Of more than that, the newest events soon show enough of them.
 */
const mostLookedUp = 50_000;

function stateCondition(wanted: DeliveryState, count: number): string {
  const inState = wanted === "scheduled" ? "d.state < 2" : `d.state = ${state[wanted]}`;
  return wanted === "done" || count > mostLookedUp
    ? `EXISTS (SELECT 1 FROM deliveries d WHERE d.id >= e.sequence * ${maxConsumers} AND d.id < (e.sequence + 1) * ${maxConsumers} AND ${inState})`
    : `e.sequence IN (SELECT d.id / ${maxConsumers} FROM deliveries d WHERE ${inState})`;
}

/** The state that operators see: what is neither done nor dead is scheduled. */
export function deliveryState(value: number): DeliveryState {
  if (value === state.done) return "done";
  if (value === state.dead) return "dead";
  return value === state.discarded ? "discarded" : "scheduled";
}

interface DeliveryPast {
  readonly failed: readonly AttemptReport[];
  readonly edits: readonly EditReport[];
}

function deliveryReport(eventId: string, row: Row, { failed, edits }: DeliveryPast): DeliveryReport {
  const value = Number(row["state"]);
  const replay = Number(row["replay"]);
  const succeeded: AttemptReport[] =
    value === state.done
      ? [
          {
            number: Number(row["token"]),
            startTime: iso(row["started"]),
            endTime: iso(row["finished"]),
            outcome: "done",
            replay,
          },
        ]
      : [];
  return {
    id: `${eventId}:${String(row["name"])}`,
    consumer: String(row["name"]),
    state: deliveryState(value),
    replay,
    ...(value === state.waiting ? { dueTime: iso(row["due"]) } : {}),
    running: value === state.leased,
    ...(row["reason"] === null ? {} : { reason: String(row["reason"]) }),
    attempts: [...failed, ...succeeded],
    ...(edits.length > 0 && { edits }),
  };
}

function attemptReport(row: Row): AttemptReport {
  const { error_stack: stack, error_name: name, version } = row;
  return {
    number: Number(row["number"]),
    startTime: iso(row["started"]),
    endTime: iso(row["ended"]),
    outcome: row["outcome"] as AttemptReport["outcome"], // safe: only `Settlements` writes this column
    // An attempt that went well stands here once its event was sent again.
    ...(typeof name === "string" && {
      error: {
        name,
        message: String(row["error_message"]),
        ...(stack === null ? {} : { stack: String(stack) }),
      },
    }),
    replay: Number(row["replay"]),
    ...(typeof version === "string" && { version }),
  };
}

function editReport(row: Row): EditReport {
  return {
    time: iso(row["time"]),
    reason: String(row["reason"]),
    changes: JSON.parse(String(row["changes"])) as EditReport["changes"], // safe: written by `Resends`
  };
}

/** Milliseconds as RFC 3339. */
export function iso(milliseconds: unknown): string {
  return new Date(Number(milliseconds)).toISOString();
}
