import type { Failure } from "./failure.ts";
import { longestDelaySeconds, maxDelaySeconds, type RetryPolicy } from "./retry-policy.ts";

/** What becomes of a delivery after an attempt. */
export type Decision =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly at: Date; readonly failure: Failure }
  | { readonly kind: "dead"; readonly reason: DeadReason; readonly failure: Failure };

/** Why a delivery will not be tried again by itself. */
export type DeadReason = "permanent" | "attempts_exhausted" | "unreadable";

export interface DecideOptions {
  /** Absent when the attempt went well. */
  readonly failure?: Failure | undefined;
  /** Which attempt it was, from 1. */
  readonly attempt: number;
  readonly policy: RetryPolicy;
  readonly now: Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/**
 * The one place that decides between done, another attempt and a dead letter.
 *
 * A `RetryAfterError` sets the next attempt as it asks, up to 12 hours, without jitter; the attempt counts. Otherwise
 * the policy's wait applies, with full jitter where it says so.
 */
export function decide({ failure, attempt, policy, now, random }: DecideOptions): Decision {
  if (failure === undefined) return { kind: "done" };
  if (failure.unreadable === true) return { kind: "dead", reason: "unreadable", failure };
  if (failure.permanent) return { kind: "dead", reason: "permanent", failure };
  if (attempt >= policy.attempts) return { kind: "dead", reason: "attempts_exhausted", failure };

  const seconds =
    failure.retryAfterSeconds === undefined
      ? delaySeconds(policy, attempt, random)
      : Math.min(failure.retryAfterSeconds, maxDelaySeconds);
  return { kind: "retry", at: new Date(now.getTime() + Math.round(seconds * 1000)), failure };
}

function delaySeconds({ backoff }: RetryPolicy, attempt: number, random: () => number): number {
  const longest = longestDelaySeconds(backoff, attempt);
  return backoff.kind === "exponential" && backoff.jitter ? random() * longest : longest;
}
