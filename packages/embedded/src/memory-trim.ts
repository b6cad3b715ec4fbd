/** Looks at whether a thread has become quiet this often, in milliseconds. */
const lookMilliseconds = 1_000;

/**
 * Gives memory back after a burst: a thread that was busy and has been quiet for a second collects its garbage once,
 * which V8 by itself puts off for as long as nothing happens. Some 10 ms, when nobody waits. Only where the process
 * was started with `--expose-gc`, as the launcher does.
 *
 * `activity` counts up while the thread has work. Returns how to end it.
 */
export function trimMemoryWhenQuiet(activity: () => number): () => void {
  const { gc } = globalThis;
  if (gc === undefined) return () => undefined;
  let seen = activity();
  let isDue = false;
  const timer = setInterval(() => {
    const now = activity();
    const isQuiet = now === seen;
    seen = now;
    if (isQuiet && isDue) gc({ type: "major", execution: "sync", flavor: "last-resort" });
    isDue = !isQuiet;
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
