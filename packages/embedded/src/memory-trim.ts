/** Looks at whether a thread has become quiet this often, in milliseconds. */
const lookMilliseconds = 1_000;
/**
 * A thread is quiet after this many looks without work. What V8 collects is also the compiled code whose objects have all
 * gone (some 150 functions, by `--trace-deopt`): the burst after it takes half as much CPU again for some six seconds.
 * So a pause in a stream of webhooks should be no quiet yet.
 */
const quietLooks = 30;

/**
 * Gives memory back after a burst: a thread that was busy and has been quiet for half a minute collects its garbage once,
 * which V8 by itself puts off for as long as nothing happens. Some 10 ms, when nobody waits. Only where the process
 * was started with `--expose-gc`, as the launcher does.
 *
 * `activity` counts up while the thread has work. Returns how to end it.
 */
export function trimMemoryWhenQuiet(activity: () => number): () => void {
  const { gc } = globalThis;
  if (gc === undefined) return () => undefined;
  let seen = activity();
  let looksWithoutWork = quietLooks;
  const timer = setInterval(() => {
    const now = activity();
    looksWithoutWork = now === seen ? looksWithoutWork + 1 : 0;
    seen = now;
    if (looksWithoutWork === quietLooks) gc({ type: "major", execution: "sync", flavor: "last-resort" });
  }, lookMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
