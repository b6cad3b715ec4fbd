import { Worker } from "node:worker_threads";
import type { Failure } from "@hookyard/core";
import type { HandOut } from "../database/accept.ts";
import { createTurnoverMap, type TurnoverMap } from "../turnover-map.ts";
import type { ConsumerLogRecord } from "./log-record.ts";
import { packItems, unpackResults } from "./packed.ts";
import type { ConsumerThreadData, FromConsumer, RunResult, ToConsumer } from "./protocol.ts";
import { createRunningSlots, runningSlotsBytes } from "./running-slots.ts";

export interface LaneOptions {
  readonly consumer: string;
  readonly file: string;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  /** The handlers' environment: without Hookyard's own secrets. */
  readonly env: NodeJS.ProcessEnv;
  readonly maxHeapMegabytes: number;
  readonly now: () => number;
  readonly events: LaneEvents;
}

/** Told in the engine's thread; a lane that has ended tells nothing more. */
export interface LaneEvents {
  ready(): void;
  loadFailed(failure: Failure): void;
  finished(attempts: readonly FinishedAttempt[]): void;
  log(record: ConsumerLogRecord): void;
  drained(items: readonly { readonly key: number; readonly token: number }[]): void;
  wornOut(): void;
  /** The thread died, or was ended because it was blocked. The lane is of no more use. */
  died(death: LaneDeath): void;
}

/** An attempt that ended by itself, with what was handed out for it. */
export interface FinishedAttempt {
  readonly handOut: HandOut;
  readonly result: RunResult;
}

export interface LaneDeath {
  readonly reason: "crashed" | "timeout";
  readonly message: string;
  /** What ran at that moment: one of these did it. */
  readonly running: readonly HandOut[];
  /** What had not begun: innocent. */
  readonly unbegun: readonly HandOut[];
}

/** One thread that runs one consumer's handler. */
export interface Lane {
  /** Deliveries that it has and that have not ended. */
  readonly outstanding: Pick<TurnoverMap<number, HandOut>, "size" | "values">;
  /** Length of the text of these. */
  heldCharacters(): number;
  run(handOuts: readonly HandOut[]): void;
  drain(): void;
  abort(): void;
  /** Ends the thread when it runs something and has given no sign of life for longer than the consumer's timeout. */
  checkAlive(): void;
  /** Ends the thread without a word. */
  terminate(): Promise<void>;
}

/** A blocked thread is given this much longer than the consumer's timeout, for its own timer to come first. */
const blockedGraceMilliseconds = 1_000;

export function createLane({ events, ...options }: LaneOptions): Lane {
  const { consumer, file, concurrency, timeoutSeconds, now } = options;
  const shared = new SharedArrayBuffer(runningSlotsBytes(concurrency));
  const slots = createRunningSlots(shared);
  const outstanding = createTurnoverMap<number, HandOut>();
  let heldCharacters = 0;
  const hold = (handOut: HandOut): void => {
    outstanding.set(handOut.key, handOut);
    heldCharacters += handOut.text.length;
  };
  const letGo = (key: number): HandOut | undefined => {
    const handOut = outstanding.take(key);
    if (handOut === undefined) return undefined;
    heldCharacters -= handOut.text.length;
    return handOut;
  };
  const threadData: ConsumerThreadData = { consumer, file, shared, concurrency };
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: threadData,
    env: options.env,
    name: `consumer ${consumer}`,
    resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMegabytes, maxYoungGenerationSizeMb: 8 },
  });
  let hasEnded = false;
  let lastError: Error | undefined;

  const die = (reason: LaneDeath["reason"], message: string): void => {
    if (hasEnded) return;
    hasEnded = true;
    const running = new Set(slots.running());
    const all = outstanding.values();
    outstanding.clear();
    heldCharacters = 0;
    events.died({
      reason,
      message,
      running: all.filter(({ key }) => running.has(key)),
      unbegun: all.filter(({ key }) => !running.has(key)),
    });
  };

  const finish = (results: readonly RunResult[]): readonly FinishedAttempt[] =>
    results.flatMap((result) => {
      const handOut = letGo(result.key);
      return handOut === undefined ? [] : [{ handOut, result }];
    });

  worker.on("message", (message: FromConsumer) => {
    if (hasEnded) return;
    switch (message.kind) {
      case "ready":
        events.ready();
        break;
      case "load_failed":
        hasEnded = true;
        void worker.terminate();
        events.loadFailed(message.failure);
        break;
      case "results":
        events.finished(finish(unpackResults(message.results)));
        break;
      case "log":
        events.log(message.record);
        break;
      case "drained":
        for (const { key } of message.items) letGo(key);
        events.drained(message.items);
        break;
      case "worn_out":
        events.wornOut();
        break;
    }
  });
  worker.on("error", (error: Error) => {
    lastError = error;
  });
  worker.on("exit", (code) => {
    const message =
      lastError === undefined
        ? `the handler ended its thread (exit code ${code})`
        : `${lastError.name}: ${lastError.message}`;
    die("crashed", message);
  });

  const send = (message: ToConsumer): void => worker.postMessage(message);
  return {
    outstanding,
    heldCharacters: () => heldCharacters,
    run(handOuts) {
      handOuts.forEach(hold);
      send({ kind: "run", items: packItems(handOuts) });
    },
    drain: () => send({ kind: "drain" }),
    abort: () => send({ kind: "abort" }),
    checkAlive() {
      if (slots.running().length === 0) return;
      if (now() - slots.lastBeat() <= timeoutSeconds * 1000 + blockedGraceMilliseconds) return;
      die("timeout", `${consumer} blocked its thread for longer than its timeout of ${timeoutSeconds} s`);
      void worker.terminate();
    },
    async terminate() {
      hasEnded = true;
      outstanding.clear();
      heldCharacters = 0;
      await worker.terminate();
    },
  };
}
