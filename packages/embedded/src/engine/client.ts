import { type MessagePort, Worker } from "node:worker_threads";
import type { Bus } from "@hookyard/core";
import type { ConsumerLogRecord } from "../consumer/log-record.ts";
import type { DoorCounts } from "../database/observations.ts";
import { EngineError } from "../errors.ts";
import type { AttemptLog } from "./attempt-log.ts";
import type { Command } from "./commands.ts";
import { type Holdings, ingestThreads } from "./holdings.ts";
import { pack, unpackAcknowledgements } from "./packed.ts";
import type { EngineThreadData, FromEngine, ToEngine } from "./protocol.ts";
import { trimMemoryWhenQuiet } from "../memory-trim.ts";
import { createPublisher } from "./publisher.ts";

/** The engine as the other threads see it. */
export interface EngineClient {
  readonly bus: Bus;
  observe(counts: DoorCounts): void;
  /** Has another thread that takes webhooks publish through this port. */
  connect(port: MessagePort): void;
  /** Resolves when the change is durable. Rejects with the engine's error. */
  command<Result>(command: Command): Promise<Result>;
  /** Takes nothing new, lets handlers end for at most `graceMilliseconds`, closes the database. */
  stop(graceMilliseconds: number): Promise<void>;
  /** Rejects when the engine ends by itself: nothing can be accepted any more. */
  readonly failed: Promise<never>;
}

export interface EngineClientOptions extends EngineThreadData {
  /** What all threads that take webhooks hold together, as this one sees it. */
  readonly holdings: Holdings;
  /** The handlers' environment: without Hookyard's own secrets. */
  readonly env: NodeJS.ProcessEnv;
  readonly events: EngineClientEvents;
}

export interface EngineClientEvents {
  attempt(log: AttemptLog): void;
  log(record: ConsumerLogRecord): void;
  storageFailed(message: string): void;
}

/** Starts the engine in a thread of its own. Rejects with `EngineError` when it cannot start. */
export async function startEngine({
  env,
  events,
  holdings,
  ...threadData
}: EngineClientOptions): Promise<EngineClient> {
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: threadData,
    env,
    name: "engine",
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
    trackUnmanagedFds: false, // or Node closes the checkpointer's descriptor with the thread, and SQLite's locks go with it
  });
  const send = (message: ToEngine): void => worker.postMessage(message);
  const publisher = createPublisher(
    threadData.limits,
    (publications) => send({ kind: "publish", publications: publications.map(pack) }),
    { holdings, firstRequest: ingestThreads, step: ingestThreads },
  );
  const commands = new Map<number, PromiseWithResolvers<unknown>>();
  let nextNumber = 1;
  let isStopping = false;
  const stopTrimming = trimMemoryWhenQuiet(() => publisher.count());
  const started = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined); // whoever cares listens; nobody listening is no crash of its own

  worker.on("message", (message: FromEngine) => {
    switch (message.kind) {
      case "started": {
        const [first] = message.failures;
        if (first === undefined) started.resolve();
        else started.reject(loadFailed(first));
        break;
      }
      case "start_failed":
        started.reject(startFailed(message));
        break;
      case "acknowledged":
        publisher.acknowledged(unpackAcknowledgements(message.batch));
        break;
      case "attempts":
        for (const log of message.attempts) events.attempt(log);
        break;
      case "log":
        events.log(message.record);
        break;
      case "storage_failed":
        events.storageFailed(message.message);
        break;
      case "commanded": {
        const { number, result } = message;
        if (result.isDone) commands.get(number)?.resolve(result.value);
        else commands.get(number)?.reject(new EngineError("engine_failed", result.failure.message));
        commands.delete(number);
        break;
      }
      case "stopped":
        stopped.resolve();
        break;
    }
  });
  const end = (error: EngineError): void => {
    started.reject(error);
    publisher.abandon();
    stopTrimming();
    for (const { reject } of commands.values()) reject(error);
    stopped.resolve();
    if (!isStopping) failed.reject(error);
  };
  worker.on("error", (cause) =>
    end(new EngineError("engine_failed", `the engine's thread ended: ${String(cause)}`, { cause })),
  );
  worker.on("exit", (code) =>
    end(new EngineError("engine_failed", `the engine's thread ended (exit code ${code})`)),
  );

  await started.promise.catch(async (error: unknown) => {
    isStopping = true;
    await worker.terminate();
    throw error;
  });

  return {
    failed: failed.promise,
    bus: publisher.bus,
    observe: (counts) => send({ kind: "observe", counts }),
    connect: (port) => worker.postMessage({ kind: "connect", port } satisfies ToEngine, [port]),
    command<Result>(command: Command): Promise<Result> {
      const number = nextNumber++;
      const result = Promise.withResolvers<unknown>();
      commands.set(number, result);
      send({ kind: "command", number, command });
      return result.promise as Promise<Result>; // safe: each command's result is what `runCommand` answers for its kind
    },
    async stop(graceMilliseconds) {
      if (!isStopping) {
        isStopping = true;
        publisher.close();
        send({ kind: "stop", graceMilliseconds });
      }
      await stopped.promise;
      await worker.terminate();
    },
  };
}

function loadFailed({
  consumer,
  failure,
}: {
  readonly consumer: string;
  readonly failure: { readonly name: string; readonly message: string };
}): EngineError {
  return new EngineError(
    "consumer_load_failed",
    `the consumer "${consumer}" does not load: ${failure.message}`,
  );
}

function startFailed({ code, failure }: Extract<FromEngine, { kind: "start_failed" }>): EngineError {
  if (code === "database_newer") return new EngineError(code, failure.message);
  return new EngineError("engine_failed", `the engine cannot start: ${failure.message}`);
}
