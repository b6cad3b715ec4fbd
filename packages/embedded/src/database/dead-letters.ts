import type { DatabaseSync } from "node:sqlite";
import type { DeadLetterFilter } from "@hookyard/core";
import { createFindKey, deadLetterConditions, deadLetterTables } from "./filter.ts";
import { maxConsumers, state } from "./schema.ts";
import type { Tally } from "./tally.ts";

/** A letter that a change touched. */
export interface ChangedLetter {
  /** `<event id>:<consumer>`. */
  readonly id: string;
  readonly consumer: number;
}

export interface LetterChange {
  readonly changed: readonly ChangedLetter[];
  readonly left: number;
}

export interface LetterLease {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly holder?: string;
}

/** What is done with dead letters; inside the caller's transaction. A letter leaves its state only into the next one. */
export interface DeadLetterChanges {
  /** Due at once, in a new generation, with its attempts counted anew and the old ones kept in history. */
  replay(filter: DeadLetterFilter, limit: number, now: number): LetterChange;
  discard(filter: DeadLetterFilter, limit: number, reason: string, now: number): LetterChange;
  /** Keeps letters from everybody else until `until`. */
  lease(filter: DeadLetterFilter, limit: number, lease: LetterLease, now: number): LetterChange;
  /** Ends the leases of these letters, or of those of them that `holder` has. Answers how many there were. */
  giveBack(ids: readonly string[], holder?: string): number;
}

export function createDeadLetterChanges(database: DatabaseSync, tally: Tally): DeadLetterChanges {
  const findKey = createFindKey(database);
  const replay = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, due = ?, attempt = 0, crashes = 0, replay = replay + 1, reason = NULL, finished = NULL, lease_until = NULL, lease_holder = NULL, job = NULL WHERE id = ?`,
  );
  const discard = database.prepare(
    `UPDATE deliveries SET state = ${state.discarded}, reason = ?, finished = ?, lease_until = NULL, lease_holder = NULL WHERE id = ?`,
  );
  const lease = database.prepare("UPDATE deliveries SET lease_until = ?, lease_holder = ? WHERE id = ?");
  const giveBack = database.prepare(
    `UPDATE deliveries SET lease_until = NULL, lease_holder = NULL WHERE id = ? AND state = ${state.dead} AND lease_until IS NOT NULL AND (?2 IS NULL OR lease_holder = ?2)`,
  );

  const select = (filter: DeadLetterFilter, limit: number, now: number) => {
    const { sql, values } = deadLetterConditions(filter, now, findKey);
    const rows = database
      .prepare(
        `SELECT d.id AS key, e.id AS event, c.name AS consumer FROM ${deadLetterTables} WHERE ${sql} ORDER BY d.finished, d.id LIMIT ?`,
      )
      .all(...values, limit);
    const count = database.prepare(`SELECT count(*) AS count FROM ${deadLetterTables} WHERE ${sql}`);
    const left = (): number => (rows.length < limit ? 0 : Number(count.get(...values)?.["count"]));
    const letters = rows.map((row) => ({
      key: Number(row["key"]),
      id: `${String(row["event"])}:${String(row["consumer"])}`,
      consumer: Number(row["key"]) % maxConsumers,
    }));
    return { letters, left };
  };

  const change = (
    { letters, left }: ReturnType<typeof select>,
    apply: (letter: { readonly key: number; readonly consumer: number }) => void,
  ): LetterChange => {
    letters.forEach(apply);
    return { changed: letters.map(({ id, consumer }) => ({ id, consumer })), left: left() };
  };

  return {
    replay: (filter, limit, now) =>
      change(select(filter, limit, now), ({ key, consumer }) => {
        replay.run(now, key);
        tally.delivery(consumer, "dead", -1);
        tally.delivery(consumer, "scheduled", 1);
      }),
    discard: (filter, limit, reason, now) =>
      change(select(filter, limit, now), ({ key, consumer }) => {
        discard.run(reason, now, key);
        tally.delivery(consumer, "dead", -1);
        tally.delivery(consumer, "discarded", 1);
      }),
    lease: (filter, limit, { until, holder }, now) =>
      change(select(filter, limit, now), ({ key }) => lease.run(until, holder ?? null, key)),
    giveBack(ids, holder) {
      const keys = ids.map(findKey).filter((key) => key !== undefined);
      return keys.reduce((count, key) => count + Number(giveBack.run(key, holder ?? null).changes), 0);
    },
  };
}
