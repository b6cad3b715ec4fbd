import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../database/store.ts";
import { createEngine, type Engine } from "./engine.ts";
import { defaultLimits } from "./limits.ts";
import { createStorageGuard } from "./storage-guard.ts";

/** So many ids are kept in memory before they go into the index, in pieces. */
const generation = 20_000;
const eventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let directory: string;
let store: Store;
let engine: Engine;
/** Events that are stored, by request. */
let acknowledged: number;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "hookyard-ids-"));
  store = openStore(join(directory, "hookyard.db"));
  const limits = { ...defaultLimits, minFreeBytes: 0 };
  acknowledged = 0;
  engine = createEngine({
    store,
    guard: createStorageGuard(store.database, directory, limits),
    consumers: [],
    limits,
    env: {},
    now: Date.now,
    random: Math.random,
    events: {
      acknowledged(batch) {
        for (const { statuses } of batch) acknowledged += statuses.length;
      },
      attempt: () => undefined,
      log: () => undefined,
      loaded: () => undefined,
      storageFailed(error) {
        throw error;
      },
    },
  });
});
afterEach(async () => {
  await engine.stop(0);
  store.close();
  rmSync(directory, { recursive: true });
});

function indexed(): number {
  return Number(store.database.prepare("SELECT count(*) AS count FROM event_ids").get()?.["count"]);
}

async function publish(from: number, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, at) =>
    busEntry({ providerId: `event ${from + at}`, consumers: [] }),
  );
  engine.publish(from, entries);
  while (acknowledged < from + count) await eventLoop();
}

test("ids of a generation go into the index with the events that come after it, a few more than these are", async () => {
  await publish(0, generation);
  expect(indexed()).toBe(0);

  await publish(generation, 1);
  expect(indexed()).toBe(16);
  await publish(generation + 1, 100);
  expect(indexed()).toBe(216);
  await publish(generation + 101, 9_891);
  expect(indexed()).toBe(19_998);
  await publish(generation + 9_992, 1);
  expect(indexed()).toBe(generation);
  await publish(generation + 9_993, 1);
  expect(indexed()).toBe(generation);
});
