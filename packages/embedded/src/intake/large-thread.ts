import { parentPort, workerData } from "node:worker_threads";
import { createIntake, describeFailure } from "@hookyard/core";
import { loadRouter } from "../load-router.ts";
import type { LargeAnswer, LargeLaneData, LargeRequest, ToLargeLane } from "./large-lane.ts";

// Started by `createLargeLane`: verifies and parses one large body after the other.
const { routerFile, ...given } = workerData as LargeLaneData; // safe: only `createLargeLane` starts this file
let { secrets } = given;
const none: readonly string[] = [];
const ready = loadRouter(routerFile).then((router) =>
  createIntake({
    router,
    secrets: (source) => secrets[source] ?? none,
    now: () => new Date(),
    fetch,
    recordsRequests: true,
  }),
);

parentPort?.on("message", (message: ToLargeLane) => {
  if ("secrets" in message) ({ secrets } = message);
  else void answer(message);
});

async function answer({ number, source, ...request }: LargeRequest): Promise<void> {
  try {
    const intake = await ready;
    send({ number, isDone: true, result: await intake(source, request) });
  } catch (error) {
    send({ number, isDone: false, failure: describeFailure(error) });
  }
}

function send(message: LargeAnswer): void {
  parentPort?.postMessage(message);
}
