import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Failure } from "@hookyard/core";
import { describeFailure } from "@hookyard/core/delivery/failure";
import { HookyardError } from "@hookyard/core/errors";
import { EngineError } from "../errors.ts";
import { openStore } from "../database/store.ts";
import type { AttemptLog } from "./attempt-log.ts";
import { createCheckpointer } from "./checkpointer.ts";
import { runCommand } from "./commands.ts";
import { type Acknowledgement, createEngine } from "./engine.ts";
import { ingestThreads } from "./holdings.ts";
import { packAcknowledgements, type PackedPublication, unpack } from "./packed.ts";
import type {
  CommandResult,
  EngineThreadData,
  FromEngine,
  FromRelief,
  ToEngine,
  ToRelief,
} from "./protocol.ts";
import { createRetention } from "./retention.ts";
import { createStorageGuard } from "./storage-guard.ts";

// The thread that owns the database: ingest's thread never waits for a disk.
const port = parentPort;
if (port === null) throw new Error("engine/thread.ts is started by the engine's client, not by itself");
const data = workerData as EngineThreadData; // safe: only `startEngine` starts this file
const post = (message: FromEngine): void => port.postMessage(message);

try {
  run();
} catch (error) {
  const code = error instanceof HookyardError ? error.code : undefined;
  post({ kind: "start_failed", code, failure: describeFailure(error) });
}

function run(): void {
  const store = openStore(data.databaseFile);
  const guard = createStorageGuard(store.database, data.directory, data.limits);
  const checkpointer = createCheckpointer(store.database, data.databaseFile);
  const attempts = createAttemptReport();
  let relief: MessagePort | undefined;
  const acknowledged = (batch: readonly Acknowledgement[]): void => {
    if (relief === undefined) return post({ kind: "acknowledged", batch: packAcknowledgements(batch) });
    const [own, others] = partition(batch, ({ request }) => request % ingestThreads === 0);
    if (own.length > 0) post({ kind: "acknowledged", batch: packAcknowledgements(own) });
    if (others.length > 0) relief.postMessage({ batch: packAcknowledgements(others) } satisfies ToRelief);
  };
  const publish = (publications: readonly PackedPublication[]): void => {
    for (const { request, entries } of publications.map(unpack)) engine.publish(request, entries);
  };
  const connect = (from: MessagePort): void => {
    relief = from;
    from.on("message", ({ publications }: FromRelief) => publish(publications));
    from.on("close", () => {
      if (relief === from) relief = undefined;
    });
  };
  const waitingForLoad = new Set(data.consumers.map(({ name }) => name));
  const failures: { readonly consumer: string; readonly failure: Failure }[] = [];
  const engine = createEngine({
    store,
    guard,
    checkpointer,
    consumers: data.consumers,
    limits: data.limits,
    env: process.env,
    now: Date.now,
    random: Math.random,
    events: {
      acknowledged,
      attempt: attempts.add,
      log: (record) => post({ kind: "log", record }),
      storageFailed: (error) => post({ kind: "storage_failed", message: describeFailure(error).message }),
      loaded(consumer, failure) {
        waitingForLoad.delete(consumer);
        if (failure !== undefined) failures.push({ consumer, failure });
        if (waitingForLoad.size === 0) post({ kind: "started", failures });
      },
    },
  });
  if (waitingForLoad.size === 0) post({ kind: "started", failures });
  const retention = createRetention({ engine, guard, limits: data.limits, now: Date.now });

  const command = (work: () => unknown): CommandResult => {
    try {
      return { isDone: true, value: work() };
    } catch (error) {
      return { isDone: false, failure: describeFailure(error) };
    }
  };
  const stop = async (graceMilliseconds: number): Promise<void> => {
    retention.stop();
    await engine.stop(graceMilliseconds);
    await checkpointer.stop();
    store.close();
    post({ kind: "stopped" });
    port?.close();
  };

  port?.on("message", (message: ToEngine) => {
    switch (message.kind) {
      case "publish":
        publish(message.publications);
        break;
      case "connect":
        connect(message.port);
        break;
      case "observe":
        // Counts are lost with a full disk, and only counts: the next second's are written when there is room again.
        command(() => engine.command((opened) => opened.observations.add(message.counts)));
        break;
      case "command":
        post({
          kind: "commanded",
          number: message.number,
          result: command(() => {
            // The last room on a disk is not for what was refused.
            if (message.command.kind === "keep_refused" && guard.refusal() !== undefined) {
              throw new EngineError("engine_failed", "there is no room to keep a refused request");
            }
            return engine.command((opened) => runCommand(opened, message.command, Date.now()));
          }),
        });
        break;
      case "stop":
        void stop(message.graceMilliseconds);
        break;
    }
  });
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  const parts: [Item[], Item[]] = [[], []];
  for (const item of items) parts[isFirst(item) ? 0 : 1].push(item);
  return parts;
}

/** Gathers the attempts of one turn into one message; those that went well only where somebody wants to read them. */
function createAttemptReport() {
  let gathered: AttemptLog[] = [];
  return {
    add(log: AttemptLog): void {
      if (log.next.kind === "done" && !data.tellsEveryAttempt) return;
      if (gathered.length === 0) {
        setImmediate(() => {
          post({ kind: "attempts", attempts: gathered });
          gathered = [];
        });
      }
      gathered.push(log);
    },
  };
}
