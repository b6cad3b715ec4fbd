import { parentPort, workerData } from "node:worker_threads";
import { createVirtualTimers } from "./virtual-timers.ts";

/*
 * SQS on a port of its own, with a clock that can be moved: in a thread, because the clock and the timers of a realm are
 * replaced. The offset is memory that the test writes, so a request that follows is answered with the new time.
 */
const { offset } = workerData as { readonly offset: Float64Array }; // safe: `servers.ts` gives it
const timers = createVirtualTimers(globalThis, () => offset[0] ?? 0);
const { createSqsServer } = await import("local-aws-sqs");
const server = await createSqsServer({
  port: 0,
  hostname: "127.0.0.1",
  region: "us-east-1",
  emulateQueueCreationLifecycle: false,
});
server.prependListener("request", timers.fireDue);
parentPort?.postMessage(server.address());
