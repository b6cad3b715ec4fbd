import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { expect, test } from "vitest";
import { openStore } from "../database/store.ts";
import { type Acknowledgement, createEngine } from "./engine.ts";
import { defaultLimits } from "./limits.ts";
import { createStorageGuard } from "./storage-guard.ts";

test("in the moment of its acknowledgement an event is committed, to a log that is synced at every commit", async () => {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-durability-"));
  const file = join(directory, "hookyard.db");
  const store = openStore(file);
  const other = new DatabaseSync(file, { readOnly: true });
  const seen: unknown[] = [];
  const acknowledged = Promise.withResolvers<readonly Acknowledgement[]>();
  const engine = createEngine({
    store,
    guard: createStorageGuard(store.database, directory, defaultLimits),
    consumers: [],
    limits: { ...defaultLimits, minFreeBytes: 0 },
    env: {},
    now: Date.now,
    random: Math.random,
    events: {
      acknowledged(batch) {
        seen.push(other.prepare("SELECT providerid FROM events").get()?.["providerid"]);
        acknowledged.resolve(batch);
      },
      attempt: () => undefined,
      log: () => undefined,
      loaded: () => undefined,
      storageFailed: () => undefined,
    },
  });

  engine.publish(1, [busEntry({ providerId: "p1" })]);

  expect(await acknowledged.promise).toEqual([{ request: 1, statuses: ["accepted"] }]);
  expect(seen).toEqual(["p1"]);
  expect(store.database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
  expect(store.database.prepare("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
  await engine.stop(0);
  other.close();
  store.close();
  rmSync(directory, { recursive: true });
});
