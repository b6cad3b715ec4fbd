import type { DatabaseSync } from "node:sqlite";

/** Something that gathers in memory during a transaction, and has to share its end. */
export interface Participant {
  /** The last moment to write. */
  beforeCommit(): void;
  afterCommit(): void;
  afterRollback(): void;
}

/** Runs `work` as one transaction: all of it is durable when this returns, or none of it and the error is thrown. */
export type Transact = <Result>(work: () => Result) => Result;

export function createTransact(database: DatabaseSync, participants: readonly Participant[]): Transact {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  return (work) => {
    begin.run();
    let result: ReturnType<typeof work>;
    try {
      result = work();
      for (const participant of participants) participant.beforeCommit();
      commit.run();
    } catch (error) {
      for (const participant of participants) participant.afterRollback();
      // A full disk may have ended the transaction already: SQLite rolls back by itself on some errors.
      if (database.isTransaction) rollback.run();
      throw error;
    }
    for (const participant of participants) participant.afterCommit();
    return result;
  };
}
