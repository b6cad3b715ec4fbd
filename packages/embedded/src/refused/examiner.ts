import { Worker } from "node:worker_threads";
import type { Failure } from "@hookyard/core";
import { EngineError } from "../errors.ts";
import type { DoorRefusal, Examination, RefusedRequest } from "./examination.ts";

/** What the thread is started with. */
export interface ExaminerData {
  readonly routerFile: string;
  readonly secrets: Readonly<Record<string, readonly string[]>>;
}

export type ExaminerQuestion =
  | {
      readonly kind: "explain";
      readonly number: number;
      readonly request: RefusedRequest;
      readonly refusal: DoorRefusal;
    }
  | { readonly kind: "verify"; readonly number: number; readonly request: RefusedRequest }
  | { readonly kind: "secrets"; readonly secrets: ExaminerData["secrets"] };

export type ExaminerAnswer =
  | { readonly number: number; readonly isDone: true; readonly value: unknown }
  | { readonly number: number; readonly isDone: false; readonly failure: Failure };

export interface ExaminerOptions extends ExaminerData {
  /** The handlers' environment: the router is loaded once more. */
  readonly env: NodeJS.ProcessEnv;
}

export interface Examiner extends Examination {
  /** Examines with these from now on. */
  renew(secrets: ExaminerData["secrets"]): void;
  close(): Promise<void>;
}

/** An examination in a thread of its own, started with the first refusal. */
export function createExaminer({ routerFile, env, ...given }: ExaminerOptions): Examiner {
  let { secrets } = given;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let worker: Worker | undefined;
  let next = 1;

  const start = (): Worker => {
    const started = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData: { routerFile, secrets } satisfies ExaminerData,
      env,
      name: "refused requests",
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 },
    });
    started.unref();
    started.on("message", (answer: ExaminerAnswer) => {
      const waiter = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.isDone) waiter?.resolve(answer.value);
      else waiter?.reject(new EngineError("engine_failed", answer.failure.message));
    });
    const end = (error: Error): void => {
      if (worker === started) worker = undefined; // the next refusal starts another
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on("error", end);
    started.on("exit", () => end(new EngineError("engine_failed", "the thread for refused requests ended")));
    return started;
  };
  const ask = <Result>(question: (number: number) => ExaminerQuestion): Promise<Result> => {
    const number = next++;
    const result = Promise.withResolvers<unknown>();
    waiting.set(number, result);
    worker ??= start();
    worker.postMessage(question(number));
    return result.promise as Promise<Result>; // safe: the thread answers with what the method of this kind answers
  };

  return {
    explain: (request, refusal) => ask((number) => ({ kind: "explain", number, request, refusal })),
    verifyAgain: (request) => ask((number) => ({ kind: "verify", number, request })),
    renew(renewed) {
      secrets = renewed;
      worker?.postMessage({ kind: "secrets", secrets } satisfies ExaminerQuestion);
    },
    async close() {
      await worker?.terminate();
    },
  };
}
