import { Worker } from "node:worker_threads";
import { type Failure, headerPairs, type Intake, type IntakeResult } from "@hookyard/core";
import { EngineError } from "../errors.ts";

/** What the thread is started with. */
export interface LargeLaneData {
  readonly routerFile: string;
  readonly secrets: Readonly<Record<string, readonly string[]>>;
}

/** What crosses to the thread: a request, or the secrets from now on. */
export type ToLargeLane = LargeRequest | { readonly secrets: LargeLaneData["secrets"] };

/** A request as it crosses to the thread. */
export interface LargeRequest {
  readonly number: number;
  readonly source: string;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

export type LargeAnswer =
  | { readonly number: number; readonly isDone: true; readonly result: IntakeResult }
  | { readonly number: number; readonly isDone: false; readonly failure: Failure };

export interface LargeLaneOptions extends LargeLaneData {
  /** The handlers' environment: the router is loaded once more. */
  readonly env: NodeJS.ProcessEnv;
}

export interface LargeLane {
  readonly intake: Intake;
  /** Verifies with these from now on. */
  renew(secrets: LargeLaneData["secrets"]): void;
  close(): Promise<void>;
}

/** An intake in a thread of its own, started with the first large body. */
export function createLargeLane({ routerFile, env, ...given }: LargeLaneOptions): LargeLane {
  let { secrets } = given;
  const waiting = new Map<number, PromiseWithResolvers<IntakeResult>>();
  let worker: Worker | undefined;
  let next = 1;

  const start = (): Worker => {
    const started = new Worker(new URL("./large-thread.ts", import.meta.url), {
      workerData: { routerFile, secrets } satisfies LargeLaneData,
      env,
      name: "large bodies",
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    started.unref();
    started.on("message", (answer: LargeAnswer) => {
      const waiter = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.isDone) waiter?.resolve(answer.result);
      else
        waiter?.reject(new EngineError("engine_failed", `${answer.failure.name}: ${answer.failure.message}`));
    });
    const end = (error: Error): void => {
      if (worker === started) worker = undefined; // the next large body starts another
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", end);
    started.on("exit", () => end(new EngineError("engine_failed", "the thread for large bodies ended")));
    return started;
  };

  return {
    intake(source, { method, url, headers, body }) {
      const number = next++;
      const result = Promise.withResolvers<IntakeResult>();
      waiting.set(number, result);
      worker ??= start();
      const request: LargeRequest = { number, source, method, url, headers: headerPairs(headers), body };
      worker.postMessage(request);
      return result.promise;
    },
    renew(renewed) {
      secrets = renewed;
      worker?.postMessage({ secrets } satisfies ToLargeLane);
    },
    async close() {
      await worker?.terminate();
    },
  };
}
