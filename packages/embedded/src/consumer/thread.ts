import { parentPort, workerData } from "node:worker_threads";
import { describeFailure } from "@hookyard/core";
import { loadConsumer } from "./load-consumer.ts";
import { unpackItems } from "./packed.ts";
import type { ConsumerThreadData, FromConsumer, ToConsumer } from "./protocol.ts";
import { trimMemoryWhenQuiet } from "../memory-trim.ts";
import { createRunner } from "./runner.ts";
import { createRunningSlots } from "./running-slots.ts";

// The thread in which one consumer's handler runs. Whatever the handler does to it (spins, leaks, exits, throws
// where nobody catches), ingest and the other consumers have threads of their own.
const port = parentPort;
if (port === null) throw new Error("consumer/thread.ts is started by the engine, not by itself");
const { consumer, file, shared, concurrency } = workerData as ConsumerThreadData; // safe: only `Lane` starts this file
const post = (message: FromConsumer): void => port.postMessage(message);

try {
  const loaded = await loadConsumer(consumer, file);
  const runner = createRunner({
    consumer: loaded,
    concurrency,
    slots: createRunningSlots(shared),
    post,
    now: Date.now,
  });
  let messages = 0;
  trimMemoryWhenQuiet(() => messages);
  port.on("message", (message: ToConsumer) => {
    messages += 1;
    switch (message.kind) {
      case "run":
        runner.run(unpackItems(message.items));
        break;
      case "drain":
        post({ kind: "drained", items: runner.drain() });
        break;
      case "abort":
        runner.abort();
        break;
    }
  });
  post({ kind: "ready" });
} catch (error) {
  post({ kind: "load_failed", failure: describeFailure(error) });
}
