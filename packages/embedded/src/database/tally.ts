import type { DatabaseSync } from "node:sqlite";
import type { Participant } from "./transaction.ts";

type DeliveryCount = "scheduled" | "done" | "dead" | "discarded";
type SourceCount = "accepted" | "duplicates" | "conflicts";

interface SourceDelta {
  accepted: number;
  duplicates: number;
  conflicts: number;
  lastSequence: number | null;
}

/**
 * Counts by state that stay exact without counting: what changes in a transaction is added up and written into the
 * same transaction, one statement a consumer and a source. `scheduled` and `dead` count what is there now; the others
 * count what ever was, and stay when history is forgotten.
 */
export interface Tally extends Participant {
  delivery(consumer: number, count: DeliveryCount, by: number): void;
  source(source: string, count: SourceCount, lastSequence?: number): void;
}

export function createTally(database: DatabaseSync): Tally {
  const addDeliveries = database.prepare(
    "UPDATE consumers SET scheduled = scheduled + ?, done = done + ?, dead = dead + ?, discarded = discarded + ? WHERE number = ?",
  );
  const addSource = database.prepare(`
    INSERT INTO sources (name, accepted, duplicates, conflicts, last_sequence) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET accepted = accepted + excluded.accepted,
      duplicates = duplicates + excluded.duplicates, conflicts = conflicts + excluded.conflicts,
      last_sequence = coalesce(excluded.last_sequence, last_sequence)`);
  const deliveries = new Map<number, Record<DeliveryCount, number>>();
  const sources = new Map<string, SourceDelta>();
  const clear = (): void => {
    deliveries.clear();
    sources.clear();
  };

  return {
    delivery(consumer, count, by) {
      let delta = deliveries.get(consumer);
      if (delta === undefined)
        deliveries.set(consumer, (delta = { scheduled: 0, done: 0, dead: 0, discarded: 0 }));
      delta[count] += by;
    },
    source(source, count, lastSequence) {
      let delta = sources.get(source);
      if (delta === undefined) {
        sources.set(source, (delta = { accepted: 0, duplicates: 0, conflicts: 0, lastSequence: null }));
      }
      delta[count] += 1;
      if (lastSequence !== undefined) delta.lastSequence = lastSequence;
    },
    beforeCommit() {
      for (const [number, { scheduled, done, dead, discarded }] of deliveries) {
        addDeliveries.run(scheduled, done, dead, discarded, number);
      }
      for (const [name, { accepted, duplicates, conflicts, lastSequence }] of sources) {
        addSource.run(name, accepted, duplicates, conflicts, lastSequence);
      }
      clear();
    },
    afterCommit: () => undefined,
    afterRollback: clear,
  };
}
