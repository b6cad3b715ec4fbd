import type { DatabaseSync } from "node:sqlite";
import type { Tally } from "./tally.ts";

/** Runs `work` as one transaction: all of it is durable when this returns, or none of it and the error is thrown. */
export type Transact = <Result>(work: () => Result) => Result;

export function createTransact(database: DatabaseSync, tally: Tally): Transact {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  return (work) => {
    begin.run();
    try {
      const result = work();
      tally.write();
      commit.run();
      return result;
    } catch (error) {
      tally.clear();
      // A full disk may have ended the transaction already: SQLite rolls back by itself on some errors.
      if (database.isTransaction) rollback.run();
      throw error;
    }
  };
}
