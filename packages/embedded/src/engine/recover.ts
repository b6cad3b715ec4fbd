import type { Failure } from "@hookyard/core";
import { aloneFromCrashes } from "../database/leases.ts";
import { orphans } from "../database/recover.ts";
import type { Store } from "../database/store.ts";
import type { Runtime } from "./runtime.ts";
import type { EndedAttempt } from "./settle-attempt.ts";

/** The outcome of an attempt that the end of the process cut off. */
const interruption: Failure = {
  name: "Interrupted",
  message: "the process ended while the handler ran",
  permanent: false,
};

/** What is to be written down for the deliveries that the last process held when it ended (a kill, a power cut). */
export interface Recovery {
  /** Interrupted: back to their consumers. */
  readonly ended: readonly EndedAttempt[];
  /** Of consumers that are not in the router now: they wait for them to come back. */
  readonly returned: readonly { readonly key: number; readonly token: number }[];
}

/**
 * Only looks, so that a start succeeds on a full disk too: the engine writes it with its first commit. An interruption
 * costs no attempt, until it has happened to the same delivery so often that it may be what ends the process.
 */
export function findOrphans(store: Store, runtimes: ReadonlyMap<number, Runtime>, now: number): Recovery {
  const ended: EndedAttempt[] = [];
  const returned: { readonly key: number; readonly token: number }[] = [];
  for (const { key, token, consumer, attempt, crashes, startedAt } of orphans(store.database)) {
    const runtime = runtimes.get(consumer);
    if (runtime === undefined) returned.push({ key, token });
    else {
      ended.push({
        runtime,
        handOut: { key, token, attempt, replay: 0, crashes, text: "" },
        outcome: "interrupted",
        failure: interruption,
        startedAt,
        endedAt: now,
        isCounted: crashes >= aloneFromCrashes,
      });
    }
  }
  return { ended, returned };
}
