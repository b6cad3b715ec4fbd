/*
 * Loaded before the command (`--import`): says what the process holds when it is asked over its channel, after two full
 * collections, so that neither garbage counts nor what a first collection only unties.
 */
process.on("message", () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({ heapUsed, rss });
});
process.channel?.unref(); // the command ends as it does without
