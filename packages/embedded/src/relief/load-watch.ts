import { type EventLoopUtilization, performance } from "node:perf_hooks";

/** The event loop is looked at this often, in milliseconds. */
const lookMilliseconds = 500;
/** It is busy when it had work for this share of the time, at so many looks in a row. */
const busyShare = 0.6;
const busyLooks = 2;

/** Calls `busy` for each second in which this thread was busy. Returns what ends the watch. */
export function watchLoad(
  busy: () => void,
  utilization: () => EventLoopUtilization = () => performance.eventLoopUtilization(),
): () => void {
  let last = utilization();
  let looks = 0;
  const timer = setInterval(() => {
    const now = utilization();
    const active = now.active - last.active;
    const share = active / (active + now.idle - last.idle);
    last = now;
    looks = share >= busyShare ? looks + 1 : 0;
    if (looks < busyLooks) return;
    looks = 0;
    busy();
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
