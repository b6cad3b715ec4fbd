import { maxConsumers, state } from "./schema.ts";
import type { Store } from "./store.ts";

export interface ForgetOptions {
  /** The event number after which to go on; 0 to begin. */
  readonly after: number;
  /** Milliseconds since 1970, as `now`. */
  readonly receivedBefore: number;
  readonly now: number;
  /** Events to look at, at most. */
  readonly limit: number;
}

export interface Forgotten {
  readonly count: number;
  /** Where to go on, or 0 when all that is old enough was looked at. */
  readonly after: number;
}

/**
 * Forgets events that are over: received before a time, past their provider's horizon (a retry would be taken for
 * new), with no delivery that waits, runs or is dead. Oldest first; the newest event always stays, because its number
 * is where the next one goes on. Inside the caller's transaction.
 */
export function forgetEvents(
  { database, eventIds }: Pick<Store, "database" | "eventIds">,
  { after, receivedBefore, now, limit }: ForgetOptions,
): Forgotten {
  const rows = database
    .prepare(
      `SELECT sequence, id, received, horizon, EXISTS (
         SELECT 1 FROM deliveries d
         WHERE d.id >= e.sequence * ${maxConsumers} AND d.id < (e.sequence + 1) * ${maxConsumers}
           AND (d.state < ${state.done} OR d.state = ${state.dead})
       ) AS is_open
       FROM events e WHERE sequence > ? AND sequence < (SELECT max(sequence) FROM events) ORDER BY sequence LIMIT ?`,
    )
    .all(after, limit);
  const statements = [
    `DELETE FROM attempts WHERE delivery >= ?1 * ${maxConsumers} AND delivery < (?1 + 1) * ${maxConsumers}`,
    `DELETE FROM deliveries WHERE id >= ?1 * ${maxConsumers} AND id < (?1 + 1) * ${maxConsumers}`,
    `DELETE FROM edits WHERE delivery >= ?1 * ${maxConsumers} AND delivery < (?1 + 1) * ${maxConsumers}`,
    "DELETE FROM conflicts WHERE sequence = ?1",
    "DELETE FROM bodies WHERE sequence = ?1",
    "DELETE FROM events WHERE sequence = ?1",
  ].map((sql) => database.prepare(sql));
  let count = 0;
  for (const row of rows) {
    if (Number(row["received"]) >= receivedBefore) return { count, after: 0 };
    if (row["is_open"] === 1 || Number(row["horizon"]) >= now) continue;
    const sequence = Number(row["sequence"]);
    for (const statement of statements) statement.run(sequence);
    eventIds.remove(String(row["id"]), sequence);
    count += 1;
  }
  return { count, after: rows.length < limit ? 0 : Number(rows.at(-1)?.["sequence"]) };
}
