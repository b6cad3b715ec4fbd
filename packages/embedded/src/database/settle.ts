import type { DatabaseSync } from "node:sqlite";
import type { Failure } from "@hookyard/core";
import { maxConsumers, state } from "./schema.ts";
import type { Tally } from "./tally.ts";

/** How an attempt ended. `interrupted`: the process ended under it; it does not count. */
export type AttemptOutcome = "done" | "failed" | "timeout" | "crashed" | "interrupted";

export interface Attempt {
  readonly key: number;
  readonly token: number;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface FailedAttempt extends Attempt {
  readonly outcome: Exclude<AttemptOutcome, "done">;
  readonly failure: Failure;
  /** Which deploy of the consumer it was. */
  readonly version?: string;
}

/**
 * Writes down how an attempt ended; inside the caller's transaction. Each answers false, and changes nothing, when
 * the lease is not the delivery's newest: a handler that outlived its time cannot settle what was handed out again.
 */
export interface Settlements {
  complete(attempt: Attempt): boolean;
  /** Tries again at `at`. `isCounted`: whether the attempt counts against the policy's limit. */
  retryAt(attempt: FailedAttempt, at: number, isCounted: boolean): boolean;
  bury(attempt: FailedAttempt, reason: string): boolean;
}

export function createSettlements(database: DatabaseSync, tally: Tally): Settlements {
  const held = `WHERE id = ? AND state = ${state.leased} AND token = ?`;
  const complete = database.prepare(
    `UPDATE deliveries SET state = ${state.done}, started = ?, finished = ?, lease_until = NULL ${held}`,
  );
  const retry = database.prepare(
    `UPDATE deliveries SET state = ${state.waiting}, due = ?, attempt = attempt - ?, crashes = crashes + ?, lease_until = NULL ${held}`,
  );
  const bury = database.prepare(
    `UPDATE deliveries SET state = ${state.dead}, finished = ?, reason = ?, crashes = 0, lease_until = NULL ${held}`,
  );
  const record = database.prepare(`
    INSERT INTO attempts (delivery, number, replay, outcome, started, ended, error_name, error_message, error_stack, version)
    SELECT id, token, replay, ?, ?, ?, ?, ?, ?, ? FROM deliveries WHERE id = ? ON CONFLICT DO NOTHING`);

  const write = ({ key, outcome, startedAt, endedAt, failure, version }: FailedAttempt): void => {
    const { name, message, stack } = failure;
    record.run(outcome, startedAt, endedAt, name, message, stack ?? null, version ?? null, key);
  };

  return {
    complete({ key, token, startedAt, endedAt }) {
      if (complete.run(startedAt, endedAt, key, token).changes === 0) return false;
      tally.delivery(key % maxConsumers, "scheduled", -1);
      tally.delivery(key % maxConsumers, "done", 1);
      return true;
    },
    retryAt(attempt, at, isCounted) {
      // An attempt that does not count ended with its thread, also where that was blocked (`timeout`): were it not
      // remembered, a delivery that blocks its thread beside others would be tried without end.
      const hasEndedWithThread =
        !isCounted || attempt.outcome === "crashed" || attempt.outcome === "interrupted";
      const crashes = hasEndedWithThread ? 1 : 0;
      const { key, token } = attempt;
      if (retry.run(at, isCounted ? 0 : 1, crashes, key, token).changes === 0) return false;
      write(attempt);
      return true;
    },
    bury(attempt, reason) {
      const { key, token, endedAt } = attempt;
      if (bury.run(endedAt, reason, key, token).changes === 0) return false;
      write(attempt);
      tally.delivery(key % maxConsumers, "scheduled", -1);
      tally.delivery(key % maxConsumers, "dead", 1);
      return true;
    },
  };
}
