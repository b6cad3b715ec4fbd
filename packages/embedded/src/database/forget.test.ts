import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { forgetEvents, type Forgotten } from "./forget.ts";
import { openStore, type Store } from "./store.ts";

const received = 1_000_000;
const dayMilliseconds = 86_400_000; // the horizon of the entries here
const longAfter = received + 2 * dayMilliseconds;
const failure = { name: "Error", message: "no", permanent: true };

let directory: string;
let store: Store;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-forget-"));
  store = openStore(join(directory, "hookyard.db"));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

/** Accepts an event; its deliveries are handed out at once. */
function accept(providerId: string, consumers: readonly string[] = []) {
  return store.transact(() =>
    store.acceptor.accept(
      busEntry({ providerId }),
      consumers.map(store.consumers.number),
      received,
      () => received + 1_000,
    ),
  );
}

function forget(change: Partial<Parameters<typeof forgetEvents>[1]> = {}): Forgotten {
  const options = { after: 0, receivedBefore: longAfter, now: longAfter, limit: 100, ...change };
  return store.transact(() => forgetEvents(store, options));
}

function kept(): readonly unknown[] {
  return store.database
    .prepare("SELECT providerid FROM events ORDER BY sequence")
    .all()
    .map((row) => row["providerid"]);
}

function count(table: "events" | "bodies" | "deliveries" | "attempts" | "conflicts"): unknown {
  return store.database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.["count"];
}

describe("forgetting", () => {
  test("takes an event with all that belongs to it, and leaves the newest", () => {
    for (const { handOut } of accept("old", ["bill"]).leased) {
      const attempt = { key: handOut.key, token: handOut.token, startedAt: received, endedAt: received };
      store.transact(() =>
        store.settlements.retryAt({ ...attempt, outcome: "failed", failure }, received, true),
      );
    }
    const [again] = store.transact(() =>
      store.leases.lease({
        consumer: 1,
        max: 1,
        maxSuspects: 0,
        maxCharacters: 1_000,
        now: received,
        leaseUntil: received,
      }),
    );
    store.transact(() =>
      store.settlements.complete({ key: again?.key ?? 0, token: 2, startedAt: received, endedAt: received }),
    );
    store.transact(() =>
      store.acceptor.accept(
        busEntry({ providerId: "old", original: { other: 1 } }),
        [],
        received,
        () => undefined,
      ),
    );
    accept("newest");

    expect(forget()).toEqual({ count: 1, after: 0 });

    expect(kept()).toEqual(["newest"]);
    expect((["bodies", "deliveries", "attempts", "conflicts"] as const).map(count)).toEqual([1, 0, 0, 0]);
    expect(forget().count).toBe(0);
  });

  test.each([
    [
      "waits",
      () =>
        accept("open", ["bill"]).leased.forEach(({ handOut }) =>
          store.transact(() => store.leases.release(handOut.key, 1)),
        ),
    ],
    ["runs", () => accept("open", ["bill"])],
    [
      "is dead",
      () =>
        accept("open", ["bill"]).leased.forEach(({ handOut: { key, token } }) =>
          store.transact(() =>
            store.settlements.bury(
              { key, token, startedAt: received, endedAt: received, outcome: "failed", failure },
              "permanent",
            ),
          ),
        ),
    ],
  ])("keeps an event of which a delivery %s", (_state, make) => {
    make();
    accept("newest");

    expect(forget().count).toBe(0);
    expect(kept()).toEqual(["open", "newest"]);
  });

  test("keeps what its provider may still send again, to the last millisecond", () => {
    accept("old");
    accept("newest");

    expect(forget({ now: received + dayMilliseconds }).count).toBe(0);
    expect(forget({ now: received + dayMilliseconds + 1 }).count).toBe(1);
  });

  test("keeps what is not old enough", () => {
    accept("old");
    accept("newest");

    expect(forget({ receivedBefore: received })).toEqual({ count: 0, after: 0 });
  });

  test("looks at a bounded number of events, and goes on from there over what must stay", () => {
    accept("open", ["bill"]);
    for (let index = 0; index < 6; index++) accept(`old ${index}`);

    const first = forget({ limit: 3 });
    const second = forget({ limit: 3, after: first.after });

    expect([first.count, second.count]).toEqual([2, 3]);
    expect(forget({ limit: 3, after: second.after })).toEqual({ count: 0, after: 0 });
    expect(kept()).toEqual(["open", "old 5"]);
  });

  test.each([
    ["known by memory", () => undefined],
    ["indexed", () => store.transact(() => store.eventIds.merge(1_000))],
  ])("a forgotten event (%s) that comes again is a new one", (_how, index) => {
    accept("old");
    accept("newest");
    index();
    forget();

    expect(accept("old").result).toEqual({ status: "accepted" });
    expect(store.eventIds.find(idOf("old"))).toBe(3);
  });

  test("and adding in one transaction is an event forgotten and an event added", () => {
    accept("old");
    accept("newest");

    store.transact(() => {
      forgetEvents(store, { after: 0, receivedBefore: longAfter, now: longAfter, limit: 10 });
      store.acceptor.accept(busEntry({ providerId: "old" }), [], longAfter, () => undefined);
    });

    expect(kept()).toEqual(["newest", "old"]);
    expect(accept("old").result).toEqual({ status: "duplicate", conflict: false });
  });
});
