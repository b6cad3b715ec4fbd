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
  /** Moves so many ids into the index, or what is left of their generation; once at most in a transaction. */
  merge(count: number): void;
}

export interface EventIdsOptions {
  /** So many ids are kept in memory before they go into the index together, in its order. */
  readonly generation: number;
}

const defaults: EventIdsOptions = { generation: 20_000 };

/**
 * The index of event ids. Ids are random, so adding each to an index at once dirties a page of it for every event:
 * more than a third of what an event costs the database. So the newest are known by a map in memory, and go into the
 * index a generation at a time, in its own order. What is not indexed yet is everything after `indexed_upto`, and is read
 * back when the database is opened: nothing depends on the memory.
 */
export function createEventIds(database: DatabaseSync, { generation }: EventIdsOptions = defaults): EventIds {
  const inIndex = database.prepare(
    "SELECT e.sequence FROM event_ids i JOIN events e ON e.sequence = i.sequence WHERE i.prefix = ? AND e.id = ?",
  );
  const index = database.prepare("INSERT OR IGNORE INTO event_ids (prefix, sequence) VALUES (?, ?)");
  const unindex = database.prepare("DELETE FROM event_ids WHERE prefix = ? AND sequence = ?");
  const setIndexedUpto = database.prepare("UPDATE indexed SET upto = max(upto, ?)");

  /** Of the transaction that runs. */
  let added = new Map<string, number>();
  const removed = new Set<string>();
  let fresh = newGeneration();
  /** The generation that goes into the index, and its places in the index's order; those before `next` are in it. */
  let merging = newGeneration();
  let order = new Float64Array(0);
  let next = 0;
  let merged = 0;

  for (const row of database
    .prepare("SELECT id, sequence FROM events WHERE sequence > (SELECT upto FROM indexed)")
    .iterate()) {
    addTo(fresh, String(row["id"]), Number(row["sequence"]));
  }

  return {
    find(id) {
      const recent =
        added.get(id) ??
        (removed.has(id) ? undefined : (fresh.sequences.get(id) ?? merging.sequences.get(id)));
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
    isDue: () => next < order.length || fresh.sequences.size >= generation,
    merge(count) {
      if (next === order.length) {
        merging = fresh;
        fresh = newGeneration();
        order = orderOf(merging);
        next = 0;
      }
      const part = order.subarray(next, next + count);
      for (const key of part) {
        const place = key % order.length;
        const id = merging.ids[place] ?? "";
        const sequence = merging.sequences.get(id);
        if (sequence === undefined || removed.has(id)) continue; // forgotten meanwhile
        index.run(merging.prefixes[place] ?? 0, sequence);
      }
      merged = part.length;
      if (next + merged === order.length) setIndexedUpto.run(merging.upto);
    },
    beforeCommit: () => undefined,
    afterCommit() {
      for (const id of removed) {
        fresh.sequences.delete(id);
        merging.sequences.delete(id);
      }
      removed.clear();
      for (const [id, sequence] of added) addTo(fresh, id, sequence);
      if (added.size > 0) added = new Map(); // cleared, its old table would keep the ids alive: see `turnover-map.ts`
      next += merged;
      merged = 0;
      if (order.length === 0 || next < order.length) return;
      merging = newGeneration();
      order = new Float64Array(0);
      next = 0;
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

/** Ids that go into the index together. */
interface Generation {
  /** By id; what is forgotten goes from here only. */
  readonly sequences: Map<string, number>;
  readonly ids: string[];
  /** Of each id, at the same place. */
  readonly prefixes: number[];
  /** The highest sequence number. */
  upto: number;
}

function newGeneration(): Generation {
  return { sequences: new Map(), ids: [], prefixes: [], upto: 0 };
}

function addTo(generation: Generation, id: string, sequence: number): void {
  generation.sequences.set(id, sequence);
  generation.ids.push(id);
  generation.prefixes.push(idPrefix(id));
  generation.upto = Math.max(generation.upto, sequence);
}

/**
 * Keys in nearly the index's order, each with its place in the generation as the remainder by their number. Only the first
 * 28 of an id's 48 bits count: near enough to find the same pages, and a list of numbers is sorted without calling back.
 */
function orderOf({ prefixes }: Generation): Float64Array<ArrayBuffer> {
  const count = prefixes.length;
  return Float64Array.from(prefixes, (prefix, place) => Math.floor(prefix / 2 ** 20) * count + place).sort();
}

const hexDigits = 12;

/** The first 48 bits of an id as a number: what the index is ordered by. Others with the same are told apart by the id itself. */
function idPrefix(id: string): number {
  const start = "evt_".length;
  const prefix = Number.parseInt(id.slice(start, start + hexDigits), 16);
  return Number.isNaN(prefix) ? 0 : prefix;
}
