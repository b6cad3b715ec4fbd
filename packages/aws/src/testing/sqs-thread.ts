import { parentPort, workerData } from "node:worker_threads";
import { createVirtualTimers } from "./virtual-timers.ts";

/*
 * SQS on a port of its own, with a clock that can be moved: in a thread, because the clock and the timers of a realm are
 * replaced. The offset is memory that the test writes, so a request that follows is answered with the new time.
 */
const { offset } = workerData as { readonly offset: Float64Array }; // safe: `servers.ts` gives it
hurryEmptyAnswers(globalThis);
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

/**
 * It looks into a queue every 10 ms, and says after 40 ms (and what the caller would wait) that there is no more. Tests look
 * into queues that are empty thousands of times, so both are sooner here. The first look is at once, as soon as the
 * interval has its name: on a busy machine the end came before any look, and a message that was there was not found.
 */
function hurryEmptyAnswers(realm: typeof globalThis): void {
  const { setInterval, setTimeout } = realm;
  const look = (callback: () => void, milliseconds = 0): NodeJS.Timeout => {
    if (milliseconds !== 10) return setInterval(callback, milliseconds);
    queueMicrotask(callback);
    return setInterval(callback, 1);
  };
  const giveUp = (callback: () => void, milliseconds = 0): NodeJS.Timeout =>
    setTimeout(callback, milliseconds === 40 ? 3 : milliseconds);
  realm.setInterval = look as typeof setInterval; // safe: called with these two
  realm.setTimeout = giveUp as typeof setTimeout; // safe: as above
}
