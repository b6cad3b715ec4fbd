import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { openStore } from "@hookyard/embedded/database/store";

const perCommit = 1_000;

/** Fills a new data directory with events a millisecond apart, one in a thousand dead, by the engine's own statements. */
export function fillWithEvents(dataDirectory: string, events: number): void {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const store = openStore(join(dataDirectory, "hookyard.db"));
  store.database.exec("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 1000");
  const start = Date.now() - events - 60_000;
  for (let first = 0; first < events; first += perCommit) {
    store.transact(() => {
      const consumer = store.consumers.number("take");
      for (let index = first; index < Math.min(events, first + perCommit); index += 1) {
        const now = start + index;
        const original = { id: `p${index}`, amount: index % 1000, customer: `cus_${index % 5000}` };
        const { leased } = store.acceptor.accept(
          busEntry({ providerId: `p${index}`, original }),
          [consumer],
          now,
          () => now + 60_000,
        );
        for (const { handOut } of leased) {
          const end = { key: handOut.key, token: handOut.token, startedAt: now, endedAt: now };
          const failure = { name: "Error", message: "the warehouse answered 503", permanent: true };
          if (index % 1000 === 0) store.settlements.bury({ ...end, outcome: "failed", failure }, "permanent");
          else store.settlements.complete(end);
        }
      }
    });
    while (store.eventIds.isDue()) store.transact(() => store.eventIds.merge(20_000));
  }
  store.close();
}
