/** The thread is looked at this often, in milliseconds. */
const lookMilliseconds = 500;
/** It is busy when it was at so many looks in a row. */
const busyLooks = 4;

/** Of this thread, in milliseconds: the processor's time that it has used, and what the clock says. */
export interface ThreadTime {
  readonly used: number;
  readonly clock: number;
}

/**
 * Calls `busy` for each two seconds in which this thread used `share` (0 to 1) of a processor. Returns what ends the watch.
 * Counted is what it used and not how long it had something to do: where processors are scarce a thread mostly waits for
 * one, and another thread would only wait with it.
 */
export function watchLoad(busy: () => void, share: number, time: () => ThreadTime = threadTime): () => void {
  let last = time();
  let looks = 0;
  const timer = setInterval(() => {
    const now = time();
    const used = (now.used - last.used) / (now.clock - last.clock);
    last = now;
    looks = used >= share ? looks + 1 : 0;
    if (looks < busyLooks) return;
    looks = 0;
    busy();
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

function threadTime(): ThreadTime {
  const { user, system } = process.threadCpuUsage();
  return { used: (user + system) / 1_000, clock: performance.now() };
}
