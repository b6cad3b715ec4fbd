import type { DatabaseSync } from "node:sqlite";
import type { Participant } from "./transaction.ts";

/** Finds events by id, for those who write. The sequence number of an id, whether it is indexed already or not. */
export interface EventIds extends Participant {
  find(id: string): number | undefined;
  /** Notes a new event's id; inside the transaction that adds the event. */
  add(id: string, sequence: number): void;
  /** Forgets an event's id; inside the transaction that removes the event. */
  remove(id: string, sequence: number): void;
  /** Whether it is time to {@link merge}. */
  isDue(): boolean;
  /** Moves a bounded number of ids into the index, inside a transaction of its own. */
  merge(): void;
}

export interface EventIdsOptions {
  /** So many ids are kept in memory before they go into the index together, in its order. */
  readonly generation: number;
  /** So many go into the index in one transaction: it holds up acknowledgements by a few milliseconds. */
  readonly chunk: number;
}

const defaults: EventIdsOptions = { generation: 20_000, chunk: 1_000 };

/**
 * The index of event ids. Ids are random, so adding each to an index at once dirties a page of it for every event:
 * more than a third of what an event costs the database. So the newest are known by a map in memory, and go into the
 * index thousands at a time in its own order. What is not indexed yet is everything after `indexed_upto`, and is read
 * back when the database is opened: nothing depends on the memory.
 */
export function createEventIds(
  database: DatabaseSync,
  { generation, chunk }: EventIdsOptions = defaults,
): EventIds {
  const inIndex = database.prepare(
    "SELECT e.sequence FROM event_ids i JOIN events e ON e.sequence = i.sequence WHERE i.prefix = ? AND e.id = ?",
  );
  const index = database.prepare("INSERT OR IGNORE INTO event_ids (prefix, sequence) VALUES (?, ?)");
  const unindex = database.prepare("DELETE FROM event_ids WHERE prefix = ? AND sequence = ?");
  const setIndexedUpto = database.prepare("UPDATE indexed SET upto = max(upto, ?)");

  /** Of the transaction that runs. */
  let added = new Map<string, number>();
  const removed = new Set<string>();
  let fresh = new Map<string, number>();
  /** The generation that goes into the index: by id, and what is left of it in the index's order. */
  let merging = new Map<string, number>();
  let queue: { readonly prefix: number; readonly id: string; readonly sequence: number }[] = [];
  let mergingUpto = 0;
  let merged = 0;

  for (const row of database
    .prepare("SELECT id, sequence FROM events WHERE sequence > (SELECT upto FROM indexed)")
    .iterate()) {
    fresh.set(String(row["id"]), Number(row["sequence"]));
  }

  const beginGeneration = (): void => {
    merging = fresh;
    fresh = new Map();
    queue = [...merging].map(([id, sequence]) => ({ prefix: idPrefix(id), id, sequence }));
    queue.sort((one, other) => one.prefix - other.prefix);
    mergingUpto = queue.reduce((highest, { sequence }) => Math.max(highest, sequence), 0);
  };

  return {
    find(id) {
      const recent = added.get(id) ?? (removed.has(id) ? undefined : (fresh.get(id) ?? merging.get(id)));
      if (recent !== undefined) return recent;
      const row = inIndex.get(idPrefix(id), id);
      return row === undefined ? undefined : Number(row["sequence"]);
    },
    add(id, sequence) {
      added.set(id, sequence);
    },
    remove(id, sequence) {
      unindex.run(idPrefix(id), sequence);
      added.delete(id);
      removed.add(id);
    },
    isDue: () => queue.length > 0 || fresh.size >= generation,
    merge() {
      if (queue.length === 0) beginGeneration();
      // What was forgotten meanwhile is in the map no more.
      const part = queue.slice(0, chunk).filter(({ id }) => merging.has(id));
      for (const { prefix, sequence } of part) index.run(prefix, sequence);
      merged = Math.min(queue.length, chunk);
      if (merged === queue.length) setIndexedUpto.run(mergingUpto);
    },
    beforeCommit: () => undefined,
    afterCommit() {
      for (const id of removed) {
        fresh.delete(id);
        merging.delete(id);
      }
      removed.clear();
      for (const [id, sequence] of added) fresh.set(id, sequence);
      if (added.size > 0) added = new Map(); // cleared, its old table would keep the ids alive: see `turnover-map.ts`
      queue.splice(0, merged);
      if (merged > 0 && queue.length === 0) merging = new Map();
      merged = 0;
    },
    afterRollback() {
      added.clear();
      removed.clear();
      merged = 0;
    },
  };
}

/** Finds an event's sequence number by its id, for those who only read. */
export function createFindSequence(database: DatabaseSync): (id: string) => number | undefined {
  const find = database.prepare(`
    SELECT e.sequence FROM event_ids i JOIN events e ON e.sequence = i.sequence WHERE i.prefix = ?1 AND e.id = ?2
    UNION ALL
    SELECT sequence FROM events WHERE sequence > (SELECT upto FROM indexed) AND id = ?2
    LIMIT 1`);
  return (id) => {
    const row = find.get(idPrefix(id), id);
    return row === undefined ? undefined : Number(row["sequence"]);
  };
}

const hexDigits = 12;

/** The first 48 bits of an id as a number: what the index is ordered by. Others with the same are told apart by the id itself. */
function idPrefix(id: string): number {
  const start = "evt_".length;
  const prefix = Number.parseInt(id.slice(start, start + hexDigits), 16);
  return Number.isNaN(prefix) ? 0 : prefix;
}
