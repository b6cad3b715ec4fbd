import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PublishResult } from "@hookyard/core";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../database/store.ts";
import { createEngine, type Engine } from "./engine.ts";
import { defaultLimits, type EngineLimits } from "./limits.ts";
import { createPublisher, type Publisher } from "./publisher.ts";
import { createRetention } from "./retention.ts";
import { createStorageGuard, type StorageGuard } from "./storage-guard.ts";

const dayMilliseconds = 86_400_000; // the horizon of the entries here
const large = { text: "x".repeat(20_000) };

let directory: string;
let store: Store;
let engine: Engine;
let guard: StorageGuard;
let publisher: Publisher;
let now: number;

function start(change: Partial<EngineLimits>): EngineLimits {
  const limits = { ...defaultLimits, minFreeBytes: 0, ...change };
  store = openStore(join(directory, "hookyard.db"));
  guard = createStorageGuard(store.database, directory, limits);
  publisher = createPublisher(limits, (publications) => {
    for (const { request, entries } of publications) engine.publish(request, entries);
  });
  engine = createEngine({
    store,
    guard,
    consumers: [],
    limits,
    env: {},
    now: () => now,
    random: Math.random,
    events: {
      acknowledged: publisher.acknowledged,
      attempt: () => undefined,
      log: () => undefined,
      loaded: () => undefined,
      storageFailed: () => undefined,
    },
  });
  return limits;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-limits-"));
  now = 1_000_000;
});
afterEach(async () => {
  await engine.stop(0);
  store.close();
  rmSync(directory, { recursive: true });
});

async function publish(
  providerId: string,
  consumers: readonly string[] = [],
  original = {},
): Promise<PublishResult | undefined> {
  const [result] = await publisher.bus.publish([busEntry({ providerId, consumers, original })]);
  return result;
}

/** Publishes large events until one is refused; answers how many were taken, and the refusal. */
async function fill(): Promise<{ readonly taken: number; readonly refusal: PublishResult | undefined }> {
  for (let taken = 0; ; taken++) {
    const result = await publish(`large ${taken} at ${now}`, [], large);
    guard.look(); // the engine does by its clock and by the bytes it has written
    if (result?.status !== "accepted") return { taken, refusal: result };
  }
}

describe("limits push back, and nothing of what they refuse is kept", () => {
  test("the size limit", async () => {
    start({ maxStorageBytes: 1_000_000 });

    const { taken, refusal } = await fill();

    expect(refusal).toEqual({ status: "refused", reason: "storage_full" });
    expect(taken).toBeGreaterThan(20);
    expect(store.database.prepare("SELECT count(*) AS count FROM events").get()).toEqual({ count: taken });
  });

  test("the free bytes of the disk", async () => {
    start({ minFreeBytes: Number.MAX_SAFE_INTEGER });

    expect(await publish("a")).toEqual({ status: "refused", reason: "storage_full" });
  });

  test("the backlog limit, until a delivery has ended", async () => {
    start({ maxBacklog: 2 });
    await publish("a", ["bill"]);
    await publish("b", ["bill"]);
    expect(await publish("c", ["bill"])).toEqual({ status: "refused", reason: "backlog_full" });

    engine.command((opened) => {
      const [handOut] = opened.leases.lease({
        consumer: opened.consumers.number("bill"),
        max: 1,
        maxSuspects: 0,
        maxCharacters: 1_000,
        now,
        leaseUntil: now,
      });
      return opened.settlements.complete({ key: handOut?.key ?? 0, token: 1, startedAt: now, endedAt: now });
    });

    expect(await publish("c", ["bill"])).toEqual({ status: "accepted" });
  });

  test("the number and the text of events on their way in", async () => {
    start({ maxPendingEvents: 1 });
    const [first, second] = await Promise.all([publish("a"), publish("b")]);

    expect(first).toEqual({ status: "accepted" });
    expect(second).toEqual({ status: "refused", reason: "overloaded" });
    expect(await publish("b")).toEqual({ status: "accepted" });
  });
});

describe("retention", () => {
  test("lets go of what is older than its time", async () => {
    const limits = start({ retentionSeconds: 10 * 86_400 });
    await publish("old");
    now += 5 * dayMilliseconds;
    await publish("young");
    await publish("newest");
    const retention = createRetention({ engine, guard, limits, now: () => now });

    now += 6 * dayMilliseconds;
    const hasMore = retention.sweep();
    retention.stop();

    expect(hasMore).toBe(false);
    expect(await publish("old")).toEqual({ status: "accepted" });
    expect(await publish("young")).toMatchObject({ status: "duplicate" });
  });

  test("makes room before its time when the database is nearly full, so that it accepts again", async () => {
    const limits = start({ maxStorageBytes: 2_000_000 });
    await fill();
    const retention = createRetention({ engine, guard, limits, now: () => now });
    now += dayMilliseconds + 1;

    retention.sweep();
    retention.stop();
    guard.look();

    expect(await publish("new")).toEqual({ status: "accepted" });
  });

  test("forgets nothing within its provider's horizon, however full the database is", async () => {
    const limits = start({ maxStorageBytes: 2_000_000 });
    await fill();
    const retention = createRetention({ engine, guard, limits, now: () => now });
    now += dayMilliseconds - 1;

    retention.sweep();
    retention.stop();

    expect(await publish("new")).toEqual({ status: "refused", reason: "storage_full" });
  });

  test("looks at a bounded number of events in one sweep", async () => {
    const limits = start({ retentionSeconds: 1 });
    await Promise.all(Array.from({ length: 600 }, (_, index) => publish(`old ${index}`)));
    const retention = createRetention({ engine, guard, limits, now: () => now });
    now += 2 * dayMilliseconds;

    expect(retention.sweep()).toBe(true);
    const left = store.database.prepare("SELECT count(*) AS count FROM events").get();
    while (retention.sweep());
    retention.stop();

    expect(Number(left?.["count"])).toBeGreaterThan(300);
    expect(store.database.prepare("SELECT count(*) AS count FROM events").get()).toEqual({ count: 1 });
  });
});
