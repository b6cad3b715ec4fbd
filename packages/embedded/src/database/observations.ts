import type { DatabaseSync } from "node:sqlite";

/** What was seen at the door in a while: kept as counts, so that a flood of bad requests costs a row a reason. */
export interface DoorCounts {
  readonly refusals: readonly {
    readonly source: string;
    readonly reason: string;
    readonly count: number;
    readonly last: number;
  }[];
  readonly verified: readonly { readonly source: string; readonly secret: number; readonly count: number }[];
}

export interface Observations {
  add(counts: DoorCounts): void;
}

export function createObservations(database: DatabaseSync): Observations {
  const addRefusals = database.prepare(`
    INSERT INTO refusals (source, reason, count, last) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count, last = excluded.last`);
  const addVerified = database.prepare(`
    INSERT INTO verified (source, secret, count) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`);
  return {
    add({ refusals, verified }) {
      for (const { source, reason, count, last } of refusals) addRefusals.run(source, reason, count, last);
      for (const { source, secret, count } of verified) addVerified.run(source, secret, count);
    },
  };
}
