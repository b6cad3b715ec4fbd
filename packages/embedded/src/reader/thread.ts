import { parentPort, workerData } from "node:worker_threads";
import { describeFailure } from "@hookyard/core/delivery/failure";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import { openReader } from "../database/open.ts";
import { createQuestions, type Questions } from "./reader.ts";
import type { ReaderAnswer, ReaderQuestion } from "./threaded-reader.ts";

// Started by `createThreadedReader`: a long search holds up neither acknowledgements nor deliveries.
const { file } = workerData as { readonly file: string }; // safe: only `createThreadedReader` starts this file
const questions: Questions = createQuestions(openReader(file), Date.now);

parentPort?.on("message", ({ number, name, values }: ReaderQuestion) => {
  let answer: ReaderAnswer;
  try {
    const ask = questions[name] as (...given: readonly unknown[]) => unknown; // safe: `ask` typed them by name
    answer = { number, isDone: true, value: ask(...values) };
  } catch (error) {
    const refusal = error instanceof OperatorError ? { code: error.code, fields: error.fields } : undefined;
    answer = {
      number,
      isDone: false,
      failure: describeFailure(error),
      ...(refusal !== undefined && { refusal }),
    };
  }
  parentPort?.postMessage(answer);
});
