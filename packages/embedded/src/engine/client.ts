import { Worker } from "node:worker_threads";
import type { Bus, BusEntry, PublishResult, RefusedReason } from "@hookyard/core";
import type { ConsumerLogRecord } from "../consumer/log-record.ts";
import type { DoorCounts } from "../database/observations.ts";
import { EngineError } from "../errors.ts";
import type { AttemptLog } from "./attempt-log.ts";
import type { Command } from "./commands.ts";
import type { EntryStatus } from "./engine.ts";
import type { EngineThreadData, FromEngine, ToEngine } from "./protocol.ts";

/** The engine as the other threads see it. */
export interface EngineClient {
  readonly bus: Bus;
  observe(counts: DoorCounts): void;
  /** Resolves when the change is durable. Rejects with the engine's error. */
  command<Result>(command: Command): Promise<Result>;
  /** Takes nothing new, lets handlers end for at most `graceMilliseconds`, closes the database. */
  stop(graceMilliseconds: number): Promise<void>;
  /** Rejects when the engine ends by itself: nothing can be accepted any more. */
  readonly failed: Promise<never>;
}

export interface EngineClientOptions extends EngineThreadData {
  /** The handlers' environment: without Hookyard's own secrets. */
  readonly env: NodeJS.ProcessEnv;
  readonly events: EngineClientEvents;
}

export interface EngineClientEvents {
  attempt(log: AttemptLog): void;
  log(record: ConsumerLogRecord): void;
  storageFailed(message: string): void;
}

interface Waiting {
  readonly characters: number;
  readonly resolve: (results: readonly PublishResult[]) => void;
}

/** Starts the engine in a thread of its own. Rejects with `EngineError` when it cannot start. */
export async function startEngine({ env, events, ...threadData }: EngineClientOptions): Promise<EngineClient> {
  const { limits } = threadData;
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: threadData,
    env,
    name: "engine",
    resourceLimits: { maxYoungGenerationSizeMb: 16 },
  });
  const send = (message: ToEngine): void => worker.postMessage(message);
  const waiting = new Map<number, Waiting>();
  const commands = new Map<number, PromiseWithResolvers<unknown>>();
  let publications: { request: number; entries: readonly BusEntry[] }[] = [];
  let nextNumber = 1;
  let pendingCharacters = 0;
  let isStopping = false;
  const started = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined); // whoever cares listens; nobody listening is no crash of its own

  const settle = (request: number, results: readonly PublishResult[]): void => {
    const waiter = waiting.get(request);
    if (waiter === undefined) return;
    waiting.delete(request);
    pendingCharacters -= waiter.characters;
    waiter.resolve(results);
  };
  const flush = (): void => {
    send({ kind: "publish", publications });
    publications = [];
  };

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
        for (const { request, statuses } of message.batch) settle(request, statuses.map(publishResult));
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
    for (const [request, { resolve }] of waiting) {
      waiting.delete(request);
      resolve([{ status: "refused", reason: "stopping" }]);
    }
    for (const { reject } of commands.values()) reject(error);
    stopped.resolve();
    if (!isStopping) failed.reject(error);
  };
  worker.on("error", (cause) => end(new EngineError("engine_failed", `the engine's thread ended: ${String(cause)}`, { cause })));
  worker.on("exit", (code) => end(new EngineError("engine_failed", `the engine's thread ended (exit code ${code})`)));

  await started.promise.catch(async (error: unknown) => {
    isStopping = true;
    await worker.terminate();
    throw error;
  });

  return {
    failed: failed.promise,
    bus: {
      publish(entries) {
        const refusal = overload();
        if (refusal !== undefined) return Promise.resolve(entries.map(() => ({ status: "refused", reason: refusal })));
        return new Promise((resolve) => {
          const request = nextNumber++;
          let characters = 0;
          for (const { text } of entries) characters += text.length;
          pendingCharacters += characters;
          waiting.set(request, { characters, resolve });
          // What is published in one turn of the event loop travels in one message.
          if (publications.length === 0) setImmediate(flush);
          publications.push({ request, entries });
        });
      },
    },
    observe: (counts) => send({ kind: "observe", counts }),
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
        send({ kind: "stop", graceMilliseconds });
      }
      await stopped.promise;
      await worker.terminate();
    },
  };

  function overload(): RefusedReason | undefined {
    if (isStopping) return "stopping";
    const isFull = waiting.size >= limits.maxPendingEvents || pendingCharacters >= limits.maxPendingCharacters;
    return isFull ? "overloaded" : undefined;
  }
}

function publishResult(status: EntryStatus): PublishResult {
  switch (status) {
    case "accepted":
      return { status };
    case "duplicate":
      return { status, conflict: false };
    case "conflict":
      return { status: "duplicate", conflict: true };
    case "storage_full":
    case "backlog_full":
    case "overloaded":
    case "stopping":
    case "storage_failed":
      return { status: "refused", reason: status };
  }
}

function loadFailed({ consumer, failure }: { readonly consumer: string; readonly failure: { readonly name: string; readonly message: string } }): EngineError {
  return new EngineError("consumer_load_failed", `the consumer "${consumer}" does not load: ${failure.message}`);
}

function startFailed({ code, failure }: Extract<FromEngine, { kind: "start_failed" }>): EngineError {
  if (code === "database_newer") return new EngineError(code, failure.message);
  return new EngineError("engine_failed", `the engine cannot start: ${failure.message}`);
}
