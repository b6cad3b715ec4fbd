import { type EventLoopUtilization, performance } from "node:perf_hooks";

/** The event loop is looked at this often, in milliseconds. */
const lookMilliseconds = 500;
/** It is busy when it had enough to do at so many looks in a row. */
const busyLooks = 4;

/**
 * Calls `busy` for each two seconds in which this thread had something to do for `share` (0 to 1) of the time. Returns what
 * ends the watch.
 */
export function watchLoad(
  busy: () => void,
  share: number,
  utilization: () => EventLoopUtilization = () => performance.eventLoopUtilization(),
): () => void {
  let last = utilization();
  let looks = 0;
  const timer = setInterval(() => {
    const now = utilization();
    const active = now.active - last.active;
    const activeShare = active / (active + now.idle - last.idle);
    last = now;
    looks = activeShare >= share ? looks + 1 : 0;
    if (looks < busyLooks) return;
    looks = 0;
    busy();
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
