import { parentPort, workerData } from "node:worker_threads";
import { describeFailure } from "@hookyard/core/delivery/failure";
import { loadRouter } from "../load-router.ts";
import { createExamination } from "./examination.ts";
import type { ExaminerAnswer, ExaminerData, ExaminerQuestion } from "./examiner.ts";

// Started by `createExaminer`: looks into one refused request after the other.
const { routerFile, ...given } = workerData as ExaminerData; // safe: only `createExaminer` starts this file
let { secrets } = given;
const none: readonly string[] = [];
const ready = loadRouter(routerFile).then((router) =>
  createExamination({ router, secrets: (source) => secrets[source] ?? none }),
);
let last: Promise<void> = Promise.resolve();

parentPort?.on("message", (question: ExaminerQuestion) => {
  if (question.kind === "secrets") ({ secrets } = question);
  else last = last.then(() => answer(question));
});

async function answer(question: Exclude<ExaminerQuestion, { kind: "secrets" }>): Promise<void> {
  const { number } = question;
  try {
    const examination = await ready;
    const value =
      question.kind === "explain"
        ? await examination.explain(question.request, question.refusal)
        : await examination.verifyAgain(question.request);
    send({ number, isDone: true, value });
  } catch (error) {
    send({ number, isDone: false, failure: describeFailure(error) });
  }
}

function send(message: ExaminerAnswer): void {
  parentPort?.postMessage(message);
}
