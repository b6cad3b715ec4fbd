import type { DatabaseSync } from "node:sqlite";
import type { HandOut } from "./accept.ts";
import { sequenceOf, state } from "./schema.ts";

/**
 * A delivery whose thread or process ended under it so often is a suspect: it probably does that. It runs alone from
 * then on, one suspect at a time in the whole process, so that what it ends takes no other with it, and so that
 * whatever was leased when the process ended was alone.
 */
export const aloneFromCrashes = 2;

/** Hands out what is due, and takes back what was not begun; inside the caller's transaction. */
export interface Leases {
  /**
   * Up to `max` deliveries of a consumer that are due, oldest due first, and not more text than `maxCharacters` (but
   * always one). A suspect goes before all others, where one may go.
   */
  lease(request: LeaseRequest): readonly HandOut[];
  /** When the consumer's next delivery is due that is not due at `now`. */
  nextDue(consumer: number, now: number): number | undefined;
  /** Gives a lease back as if it had never been taken. False when it was lost meanwhile. */
  release(key: number, token: number): boolean;
  /** Lets leases end that ran past their time: the delivery is handed out again. Answers how many. */
  expire(consumer: number, now: number): number;
}

export interface LeaseRequest {
  readonly consumer: number;
  readonly max: number;
  /** Up to so many of them may be suspects. */
  readonly maxSuspects: number;
  readonly maxCharacters: number;
  readonly now: number;
  readonly leaseUntil: number;
}

export function createLeases(database: DatabaseSync): Leases {
  const columns = "id, attempt, token, replay, crashes, edit";
  const due = database.prepare(
    `SELECT ${columns} FROM deliveries WHERE consumer = ? AND state < 2 AND state = 0 AND crashes < ${aloneFromCrashes} AND due <= ? ORDER BY due LIMIT ?`,
  );
  const dueSuspects = database.prepare(
    `SELECT ${columns} FROM deliveries WHERE consumer = ? AND state = 0 AND crashes >= ${aloneFromCrashes} AND due <= ? ORDER BY due LIMIT ?`,
  );
  const textOf = database.prepare("SELECT text FROM bodies WHERE sequence = ?");
  const editedText = database.prepare("SELECT text FROM edits WHERE number = ?");
  const take = database.prepare(
    `UPDATE deliveries SET state = ${state.leased}, attempt = attempt + 1, token = token + 1, lease_until = ?, started = ? WHERE id = ?`,
  );
  const next = database.prepare(
    "SELECT due FROM deliveries WHERE consumer = ? AND state < 2 AND state = 0 AND due > ? ORDER BY due LIMIT 1",
  );
  const giveBack = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, attempt = attempt - 1, lease_until = NULL WHERE id = ? AND state = ${state.leased} AND token = ?`,
  );
  const endExpired = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, lease_until = NULL WHERE consumer = ? AND state < 2 AND state = ${state.leased} AND lease_until <= ?`,
  );

  return {
    lease({ consumer, max, maxSuspects, maxCharacters, now, leaseUntil }) {
      const handOuts: HandOut[] = [];
      let characters = 0;
      const suspects = maxSuspects === 0 ? [] : dueSuspects.all(consumer, now, Math.min(max, maxSuspects));
      for (const row of [...suspects, ...due.all(consumer, now, max - suspects.length)]) {
        const key = Number(row["id"]);
        const { edit } = row;
        const kept = edit === null ? textOf.get(sequenceOf(key)) : editedText.get(Number(edit));
        const text = String(kept?.["text"]);
        if (handOuts.length > 0 && characters + text.length > maxCharacters) break;
        characters += text.length;
        take.run(leaseUntil, now, key);
        handOuts.push({
          key,
          token: Number(row["token"]) + 1,
          attempt: Number(row["attempt"]) + 1,
          replay: Number(row["replay"]),
          crashes: Number(row["crashes"]),
          text,
        });
      }
      return handOuts;
    },
    nextDue(consumer, now) {
      const row = next.get(consumer, now);
      return row === undefined ? undefined : Number(row["due"]);
    },
    release: (key, token) => giveBack.run(key, token).changes === 1,
    expire: (consumer, now) => Number(endExpired.run(consumer, now).changes),
  };
}
