import type { DatabaseSync } from "node:sqlite";
import { state } from "./schema.ts";

/** A delivery that was in a handler's hands when the process ended. */
export interface Orphan {
  readonly key: number;
  readonly token: number;
  readonly consumer: number;
  readonly attempt: number;
  readonly crashes: number;
  readonly startedAt: number;
}

/** Deliveries still leased though no process can hold them: to be asked right after the data directory was taken. */
export function orphans(database: DatabaseSync): readonly Orphan[] {
  const rows = database
    .prepare(
      `SELECT id, token, consumer, attempt, crashes, started FROM deliveries WHERE state < 2 AND state = ${state.leased}`,
    )
    .all();
  return rows.map((row) => ({
    key: Number(row["id"]),
    token: Number(row["token"]),
    consumer: Number(row["consumer"]),
    attempt: Number(row["attempt"]),
    crashes: Number(row["crashes"]),
    startedAt: Number(row["started"]),
  }));
}
