import type { DeadLetterChange, DeadLetters, DeadReason, Deliveries, Failure, Lease } from "@hookyard/core";
import { eventIdOf } from "@hookyard/core/envelope";
import type { LetterChange } from "./database/dead-letters.ts";
import { createFindKey } from "./database/filter.ts";
import type { Attempt, FailedAttempt } from "./database/settle.ts";
import type { Store } from "./database/store.ts";
import type { Reader } from "./reader/reader.ts";

/** Event text in one answer, at most. */
const maxCharacters = 16 * 1024 ** 2;

/** The deliveries port on the database. `now`: milliseconds since 1970. */
export function createDeliveries(store: Store, now: () => number): Deliveries {
  const findKey = createFindKey(store.database);
  const started = store.database.prepare("SELECT started FROM deliveries WHERE id = ?");

  const attempt = (lease: Lease): Attempt | undefined => {
    const key = findKey(lease.deliveryId);
    if (key === undefined) return undefined;
    const startedAt = Number(started.get(key)?.["started"] ?? now());
    return { key, token: Number(lease.token), startedAt, endedAt: now() };
  };
  const settle = (lease: Lease, write: (attempt: Attempt) => boolean): boolean =>
    store.transact(() => {
      const found = attempt(lease);
      return found !== undefined && write(found);
    });
  const failed = (found: Attempt, failure: Failure): FailedAttempt => ({
    ...found,
    outcome: "failed",
    failure,
  });

  return {
    async receive(consumer, { max, leaseSeconds }) {
      return store.transact(() => {
        const number = store.consumers.find(consumer);
        if (number === undefined) return [];
        store.leases.expire(number, now());
        const handOuts = store.leases.lease({
          consumer: number,
          max,
          maxSuspects: max,
          maxCharacters,
          now: now(),
          leaseUntil: now() + leaseSeconds * 1000,
        });
        return handOuts.map(({ token, attempt: count, replay, text }) => ({
          lease: { deliveryId: `${eventIdOf(text)}:${consumer}`, token: String(token) },
          consumer,
          text,
          attempt: count,
          replay,
        }));
      });
    },
    complete: async (lease) => settle(lease, (found) => store.settlements.complete(found)),
    retryAt: async (lease, at: Date, failure) =>
      settle(lease, (found) => store.settlements.retryAt(failed(found, failure), at.getTime(), true)),
    deadLetter: async (lease, reason: DeadReason, failure) =>
      settle(lease, (found) => store.settlements.bury(failed(found, failure), reason)),
  };
}

/** The dead-letters port on the database. `now`: milliseconds since 1970. */
export function createDeadLetters(store: Store, reader: Reader, now: () => number): DeadLetters {
  return {
    list: (filter, page) => reader.ask("deadLetters", filter, page),
    lease: async (filter, limit, until, holder) => {
      const lease = { until: until.getTime(), ...(holder !== undefined && { holder }) };
      return plain(store.transact(() => store.deadLetters.lease(filter, limit, lease, now())));
    },
    giveBack: async (ids, holder) => store.transact(() => store.deadLetters.giveBack(ids, holder)),
    replay: async (filter, limit) =>
      plain(store.transact(() => store.deadLetters.replay(filter, limit, now()))),
    discard: async (filter, limit, reason) =>
      plain(store.transact(() => store.deadLetters.discard(filter, limit, reason, now()))),
  };
}

function plain({ changed, left }: LetterChange): DeadLetterChange {
  return { ids: changed.map(({ id }) => id), left };
}
