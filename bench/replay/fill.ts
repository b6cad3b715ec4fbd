import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { openStore } from "@hookyard/embedded/database/store";

const perCommit = 1_000;
const reasons = [
  "the warehouse answered 503",
  "did not finish within 30 s",
  "no such order",
  "rate limited",
  "x is undefined",
];

/** Fills a new data directory with dead letters of five reasons, by the engine's own statements. */
export function fillWithLetters(dataDirectory: string, letters: number): void {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const store = openStore(join(dataDirectory, "hookyard.db"));
  store.database.exec("PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 1000");
  const start = Date.now() - letters - 3_600_000;
  for (let first = 0; first < letters; first += perCommit) {
    store.transact(() => {
      const consumer = store.consumers.number("mended");
      for (let index = first; index < Math.min(letters, first + perCommit); index += 1) {
        const original = {
          id: `p${index}`,
          amount: index % 1000,
          customer: "cus_9s6XKzkNRiz8i3",
          note: "n".repeat(400),
        };
        const now = start + index;
        const { leased } = store.acceptor.accept(
          busEntry({ providerId: `p${index}`, original }),
          [consumer],
          now,
          () => now + 60_000,
        );
        for (const { handOut } of leased) {
          const message = `${reasons[index % reasons.length]} (order ${index})`;
          store.settlements.bury(
            {
              key: handOut.key,
              token: handOut.token,
              startedAt: now,
              endedAt: now,
              outcome: "failed",
              failure: { name: "Error", message, permanent: true },
              version: "before",
            },
            "permanent",
          );
        }
      }
    });
    while (store.eventIds.isDue()) store.transact(() => store.eventIds.merge(20_000));
  }
  store.close();
}
