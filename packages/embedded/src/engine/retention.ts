import { forgetEvents } from "../database/forget.ts";
import type { Engine } from "./engine.ts";
import { refusedLimits } from "../refused/limits.ts";
import type { EngineLimits } from "./limits.ts";
import type { StorageGuard } from "./storage-guard.ts";

/** Lets history go when its time is over, or, oldest first, when the database is nearly full. */
export interface Retention {
  /** Looks at a bounded number of the oldest events and forgets those that may go. Answers whether there is more to look at. */
  sweep(): boolean;
  stop(): void;
}

export interface RetentionOptions {
  readonly engine: Engine;
  readonly guard: StorageGuard;
  readonly limits: Pick<EngineLimits, "retentionSeconds" | "maxStorageBytes">;
  readonly now: () => number;
}

const restMilliseconds = 10_000;
const busyMilliseconds = 50;
/** Events looked at in one transaction: it holds up acknowledgements by a few milliseconds. */
const chunk = 250;
/** From this share of the storage limit on, history goes before its time. */
const tightShare = 0.9;

export function createRetention({ engine, guard, limits, now }: RetentionOptions): Retention {
  let timer: NodeJS.Timeout | undefined;

  let after = 0;

  const sweep = (): boolean => {
    const time = now();
    const isTight = guard.usedBytes() > limits.maxStorageBytes * tightShare;
    const receivedBefore = isTight ? time : time - limits.retentionSeconds * 1000;
    const forgotten = engine.command((store) => {
      store.refusedRequests.forget(isTight ? time : time - refusedLimits.ageMilliseconds);
      return forgetEvents(store, { after, receivedBefore, now: time, limit: chunk });
    });
    after = forgotten.after;
    return after !== 0;
  };
  const turn = (): void => {
    let hasMore = false;
    try {
      hasMore = sweep();
    } catch {
      hasMore = false; // the disk is full: the engine reports that; deleting is tried again after a rest
    }
    timer = setTimeout(turn, hasMore ? busyMilliseconds : restMilliseconds).unref();
  };
  timer = setTimeout(turn, restMilliseconds).unref();
  return { sweep, stop: () => clearTimeout(timer) };
}
