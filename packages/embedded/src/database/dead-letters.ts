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

/** What is done with dead letters; inside the caller's transaction. A letter leaves its state only into the next one. */
export interface DeadLetterChanges {
  /** Due at once, in a new generation, with its attempts counted anew and the old ones kept in history. */
  replay(filter: DeadLetterFilter, limit: number, now: number): LetterChange;
  discard(filter: DeadLetterFilter, limit: number, reason: string, now: number): LetterChange;
  /** Keeps letters from everybody else until `until`. */
  lease(filter: DeadLetterFilter, limit: number, until: number, now: number): LetterChange;
  /** Ends the leases of these letters. Answers how many there were. */
  giveBack(ids: readonly string[]): number;
}

export function createDeadLetterChanges(database: DatabaseSync, tally: Tally): DeadLetterChanges {
  const findKey = createFindKey(database);
  const replay = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, due = ?, attempt = 0, crashes = 0, replay = replay + 1, reason = NULL, finished = NULL, lease_until = NULL WHERE id = ?`,
  );
  const discard = database.prepare(
    `UPDATE deliveries SET state = ${state.discarded}, reason = ?, finished = ?, lease_until = NULL WHERE id = ?`,
  );
  const lease = database.prepare("UPDATE deliveries SET lease_until = ? WHERE id = ?");

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
    lease: (filter, limit, until, now) =>
      change(select(filter, limit, now), ({ key }) => lease.run(until, key)),
    giveBack(ids) {
      const { letters } = select({ ids }, ids.length, Number.MAX_SAFE_INTEGER); // leased ones too
      for (const { key } of letters) lease.run(null, key);
      return letters.length;
    },
  };
}
