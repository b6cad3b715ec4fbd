import type { Failure } from "@hookyard/core";
import { orphans } from "../database/recover.ts";
import type { Store } from "../database/store.ts";
import { aloneFromCrashes } from "../consumer/pool.ts";
import type { Runtime } from "./runtime.ts";
import { settleAttempt } from "./settle-attempt.ts";

/** The outcome of an attempt that the end of the process cut off. */
const interruption: Failure = {
  name: "Interrupted",
  message: "the process ended while the handler ran",
  permanent: false,
};

/**
 * Gives every delivery that the last process held when it ended (a kill, a power cut) back to its consumer; inside
 * the caller's transaction. It costs no attempt, until it has happened to the same delivery so often that it may be
 * what ends the process.
 */
export function recoverOrphans(
  store: Store,
  runtimes: ReadonlyMap<number, Runtime>,
  { now, random }: { readonly now: number; readonly random: () => number },
): void {
  for (const { key, token, consumer, attempt, crashes, startedAt } of orphans(store.database)) {
    const runtime = runtimes.get(consumer);
    if (runtime === undefined) {
      store.leases.release(key, token); // its consumer is not in the router now: it waits for it to come back
      continue;
    }
    settleAttempt(
      store.settlements,
      {
        runtime,
        handOut: { key, token, attempt, replay: 0, crashes, text: "" },
        outcome: "interrupted",
        failure: interruption,
        startedAt,
        endedAt: now,
        isCounted: crashes >= aloneFromCrashes,
      },
      { now, random },
    );
  }
}
