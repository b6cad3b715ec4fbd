import type { Failure } from "@hookyard/core";
import { decide } from "@hookyard/core/delivery/decide";
import type { HandOut } from "../database/accept.ts";
import type { AttemptOutcome, Settlements } from "../database/settle.ts";
import type { AttemptNext } from "./attempt-log.ts";
import type { Runtime } from "./runtime.ts";

/** An attempt that ended, on its way into the database. */
export interface EndedAttempt {
  readonly runtime: Runtime;
  readonly handOut: HandOut;
  readonly outcome: AttemptOutcome;
  /** Absent when it went well. */
  readonly failure?: Failure;
  readonly startedAt: number;
  readonly endedAt: number;
  /** False where the attempt is not held against the delivery: its thread or process ended under it. */
  readonly isCounted: boolean;
}

/** Writes down how an attempt ended and answers what comes next; inside the caller's transaction. */
export function settleAttempt(
  settlements: Settlements,
  ended: EndedAttempt,
  { now, random }: { readonly now: number; readonly random: () => number },
): AttemptNext {
  const { runtime, handOut, outcome, failure, startedAt, endedAt } = ended;
  const attempt = { key: handOut.key, token: handOut.token, startedAt, endedAt };
  if (outcome === "done" || failure === undefined) {
    return settlements.complete(attempt) ? { kind: "done" } : { kind: "lost" };
  }
  const { version } = runtime.definition;
  const failed = { ...attempt, outcome, failure, ...(version !== undefined && { version }) };
  if (!ended.isCounted) {
    return settlements.retryAt(failed, now, false) ? { kind: "again", failure } : { kind: "lost" };
  }
  const policy = runtime.definition.retry;
  const decision = decide({ failure, attempt: handOut.attempt, policy, now: new Date(now), random });
  switch (decision.kind) {
    case "done":
      throw new Error("a failed attempt was decided to be done"); // decide() says done only without a failure
    case "retry": {
      const at = decision.at.getTime();
      return settlements.retryAt(failed, at, true) ? { kind: "retry", at, failure } : { kind: "lost" };
    }
    case "dead":
      return settlements.bury(failed, decision.reason)
        ? { kind: "dead", reason: decision.reason, failure }
        : { kind: "lost" };
  }
}
