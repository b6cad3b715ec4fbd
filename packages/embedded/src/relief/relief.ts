import { MessageChannel, Worker } from "node:worker_threads";
import type { TakenAcknowledgements } from "@hookyard/core/ingest/acknowledgements";
import type { EngineClient } from "../engine/client.ts";
import { EngineError } from "../errors.ts";
import { clearHoldings, ingestThreads, reliefThread } from "../engine/holdings.ts";
import type { Log } from "../log.ts";
import type { Keeper } from "../refused/keeper.ts";
import type { SecretsBySource } from "../secrets.ts";
import type { FromReliefThread, ReliefData, ToReliefThread } from "./protocol.ts";

export interface ReliefOptions extends Omit<ReliefData, "secrets" | "engine" | "firstRequest"> {
  /** The secrets as they are now. */
  readonly secrets: () => SecretsBySource;
  readonly engine: Pick<EngineClient, "connect" | "observe">;
  /** The handlers' environment: the router is loaded once more. */
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly keeper: Pick<Keeper, "offer">;
  /** Adds the thread's counts to those of this one. */
  readonly acknowledged: (taken: TakenAcknowledgements) => void;
  /** A second thread listens from now on: connections may go there. */
  readonly listening: () => void;
  /** Told the end of a thread that was not asked to end. */
  readonly failed: (error: unknown) => void;
  /** Calls back while this thread has more work than is good. Returns what ends the watch. */
  readonly watch: (busy: () => void) => () => void;
}

/** A second thread that takes webhooks, there while the first one alone would keep senders waiting. */
export interface Relief {
  /** Verifies with the secrets as they are now. */
  renew(): void;
  /** Lets its requests end. */
  stop(): Promise<void>;
}

interface Running {
  readonly worker: Worker;
  readonly ended: Promise<void>;
  isStopping: boolean;
}

/** So many requests one thread may publish before its numbers are those of the next one. */
const requestsOfOne = 2 ** 32;
/** After one that failed so long none is started, in milliseconds. */
const pauseMilliseconds = 60_000;

/** Watches the load of this thread; starts another when it is high, and ends it when it has nothing to do. */
export function createRelief(options: ReliefOptions): Relief {
  let running: Running | undefined;
  let started = 0;
  let notBefore = 0;
  const tell = (message: ToReliefThread): void => running?.worker.postMessage(message);

  const start = (): void => {
    if (running !== undefined || performance.now() < notBefore) return;
    // An answer to a thread that is gone must not be taken for one to the next: their requests have other numbers.
    const worker = startWorker(options, reliefThread + ingestThreads * requestsOfOne * started++);
    const ended = Promise.withResolvers<void>();
    const current: Running = { worker, ended: ended.promise, isStopping: false };
    running = current;
    worker.on("message", (message: FromReliefThread) => received(current, message));
    let cause: unknown;
    worker.on("error", (error) => {
      cause = error; // `exit` follows
    });
    worker.on("exit", (code) => {
      if (!current.isStopping) {
        notBefore = performance.now() + pauseMilliseconds;
        options.failed(cause ?? new EngineError("engine_failed", `it ended by itself (exit code ${code})`));
      }
      clearHoldings(options.holdings, reliefThread);
      running = undefined;
      ended.resolve();
    });
  };
  const end = (current: Running): void => {
    if (current.isStopping) return;
    current.isStopping = true;
    tell({ kind: "stop" });
  };
  const received = (current: Running, message: FromReliefThread): void => {
    switch (message.kind) {
      case "listening":
        return options.listening();
      case "log":
        return message.records.forEach(options.log);
      case "observed":
        return options.engine.observe(message.counts);
      case "acknowledged":
        return options.acknowledged(message.acknowledgements);
      case "refused": {
        const { number, offered } = message;
        const isTaken = options.keeper.offer(offered, (kept) => tell({ kind: "told", number, kept }));
        if (!isTaken) tell({ kind: "told", number, kept: undefined });
        return;
      }
      case "idle":
        return end(current);
      case "stopped":
        void current.worker.terminate();
    }
  };
  const unwatch = options.watch(start);

  return {
    renew: () => tell({ kind: "secrets", secrets: options.secrets() }),
    async stop() {
      unwatch();
      if (running === undefined) return;
      end(running);
      await running.ended;
    },
  };
}

function startWorker(options: ReliefOptions, firstRequest: number): Worker {
  const { routerFile, secrets, holdings, limits, host, port, logsAccepted, publicUrl, env, engine } = options;
  const { port1, port2 } = new MessageChannel();
  engine.connect(port1);
  const workerData: ReliefData = {
    routerFile,
    secrets: secrets(),
    engine: port2,
    firstRequest,
    holdings,
    limits,
    host,
    port,
    logsAccepted,
    publicUrl,
  };
  const started = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData,
    transferList: [port2],
    env,
    name: "relief",
  });
  started.unref();
  return started;
}
