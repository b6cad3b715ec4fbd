import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReplayEngine } from "@hookyard/core/port/replay-harness";
import { openReader } from "../database/open.ts";
import { openStore } from "../database/store.ts";
import { type Command, runCommand } from "../engine/commands.ts";
import { createEngine } from "../engine/engine.ts";
import { defaultLimits } from "../engine/limits.ts";
import { createPublisher } from "../engine/publisher.ts";
import { createStorageGuard } from "../engine/storage-guard.ts";
import { createDeadLetters, createDeliveries } from "../ports.ts";
import { createDirectReader } from "../reader/direct-reader.ts";
import { createEmbeddedPorts } from "../replay/embedded-ports.ts";
import { replayRouter } from "@hookyard/core/port/replay-harness";

/** The real engine on a new database, with no consumer of its own: the suites receive by the port. */
export async function createEmbedded(): Promise<ReplayEngine> {
  const directory = mkdtempSync(join(tmpdir(), "hookyard-ports-"));
  const file = join(directory, "hookyard.db");
  let time = Date.parse("2026-01-01T00:00:00Z");
  const now = (): number => time;
  const store = openStore(file);
  store.database.exec("PRAGMA synchronous = OFF"); // these suites cut no power, and commit tens of thousands of times
  const publisher = createPublisher(defaultLimits, (publications) => {
    for (const { request, entries } of publications) engine.publish(request, entries);
  });
  const engine = createEngine({
    store,
    guard: createStorageGuard(store.database, directory, defaultLimits),
    consumers: [],
    limits: defaultLimits,
    env: {},
    now,
    random: Math.random,
    events: {
      acknowledged: publisher.acknowledged,
      attempt: () => undefined,
      log: () => undefined,
      loaded: () => undefined,
      storageFailed: (error) => {
        throw error;
      },
    },
  });
  const database = openReader(file);
  const reader = createDirectReader(database, now);
  const command = async <Result>(given: Command): Promise<Result> =>
    store.transact(() => runCommand(store, given, now())) as Result; // safe: as in `openOperator`
  return {
    replay: createEmbeddedPorts({ reader, command, router: replayRouter, fetch }),
    deadLetter: (id) => reader.ask("deadLetter", id),
    bus: publisher.bus,
    deliveries: createDeliveries(store, now),
    deadLetters: createDeadLetters(store, reader, now),
    history: {
      events: (query) => reader.ask("events", query),
      event: (id) => reader.ask("event", id),
      eventsAfter: (cursor, limit) => reader.ask("eventsAfter", cursor, limit),
    },
    advance(seconds) {
      time += seconds * 1000;
    },
    now: () => new Date(time),
    async close() {
      await engine.stop(0);
      database.close();
      store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
