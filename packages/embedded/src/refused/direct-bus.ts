import type { Bus } from "@hookyard/core";
import type { Store } from "../database/store.ts";

/** The bus of a database on which no process runs: events are durable at once, and delivered when one starts. */
export function createDirectBus(store: Store, now: () => number): Bus {
  return {
    publish: async (entries) =>
      store.transact(() =>
        entries.map((entry) => {
          const numbers = entry.consumers.map(store.consumers.number);
          return store.acceptor.accept(entry, numbers, now(), () => undefined).result;
        }),
      ),
  };
}
