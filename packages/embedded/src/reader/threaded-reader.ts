import { Worker } from "node:worker_threads";
import type { Failure } from "@hookyard/core";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { EngineError } from "../errors.ts";
import { threadEnvironment } from "../thread-environment.ts";
import type { Questions, Reader } from "./reader.ts";

export interface ReaderQuestion {
  readonly number: number;
  readonly name: keyof Questions;
  readonly values: readonly unknown[];
}

export type ReaderAnswer =
  | { readonly number: number; readonly isDone: true; readonly value: unknown }
  | {
      readonly number: number;
      readonly isDone: false;
      readonly failure: Failure;
      /** Of an `OperatorError`: the question was wrong, not the reader. */
      readonly refusal?: Pick<OperatorError, "code" | "fields">;
    };

/** A thread that nobody has asked for so long ends, in milliseconds: it takes some 12 MB. */
const idleMilliseconds = 10_000;

/** A reader in a thread of its own, started with the first question and again after a time without any. */
export function createThreadedReader(file: string, idleAfter = idleMilliseconds): Reader {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let next = 1;

  const endWhenIdle = (): void => {
    if (waiting.size > 0) return;
    idle = setTimeout(() => {
      const ended = worker;
      worker = undefined; // the next question starts another
      void ended?.terminate();
    }, idleAfter).unref();
  };

  const start = (): Worker => {
    const started = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: { file },
      env: threadEnvironment(),
      name: "reader",
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    started.unref();
    started.on("message", (answer: ReaderAnswer) => {
      const waiter = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.isDone) waiter?.resolve(answer.value);
      else waiter?.reject(errorOf(answer));
      endWhenIdle();
    });
    const end = (error: Error): void => {
      if (worker !== started) return; // ended when it was idle: who waits now waits for another
      worker = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", end);
    started.on("exit", () => end(new EngineError("engine_failed", "the reader's thread ended")));
    return started;
  };

  return {
    ask(name, ...values) {
      const number = next++;
      const result = Promise.withResolvers<unknown>();
      waiting.set(number, result);
      clearTimeout(idle);
      worker ??= start();
      worker.postMessage({ number, name, values } satisfies ReaderQuestion);
      return result.promise as Promise<never>; // safe: the thread answers with what the question of this name answers
    },
    async close() {
      clearTimeout(idle);
      await worker?.terminate();
    },
  };
}

function errorOf({ failure, refusal }: Extract<ReaderAnswer, { isDone: false }>): Error {
  if (refusal === undefined) return new EngineError("engine_failed", failure.message);
  return new OperatorError(refusal.code, failure.message, { fields: refusal.fields });
}
