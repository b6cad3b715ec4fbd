import { type Duration, durationSeconds } from "../duration.ts";
import { ConfigError } from "../errors.ts";

/** When a failed delivery is tried again: plain data, the same for both engines. */
export interface RetryPolicy {
  /** How often it is tried at most, the first time included. */
  readonly attempts: number;
  readonly backoff: Backoff;
}

export type Backoff = ExponentialBackoff | FixedBackoff;

export interface ExponentialBackoff {
  readonly kind: "exponential";
  readonly firstSeconds: number;
  readonly mostSeconds: number;
  readonly factor: number;
  /** Full jitter: anything from no wait at all to the computed one, so that failures do not come back together. */
  readonly jitter: boolean;
}

export interface FixedBackoff {
  readonly kind: "fixed";
  /** One wait after each failed attempt; the last one repeats. */
  readonly delaysSeconds: readonly number[];
}

/**
 * No wait is longer than 12 hours: a message on SQS can be hidden for that long at most, and both engines are held to
 * one behaviour.
 */
export const maxDelaySeconds = 12 * 3600;

/** At most as often as SQS will count: the redrive policy behind the consumer allows 1000. */
export const maxAttempts = 1000;

/**
 * All waits together stay under 13 days: SQS forgets a message after 14, and a delivery must end as a dead letter
 * before that.
 */
export const maxTotalSeconds = 13 * 86_400;

export interface ExponentialOptions {
  /** The wait after the first failure, before jitter. */
  readonly first: Duration;
  /** No wait is longer. At most 12 hours. */
  readonly most: Duration;
  /** Each wait is this many times the one before. Default 2. */
  readonly factor?: number;
  /** Default true: see {@link ExponentialBackoff.jitter}. */
  readonly jitter?: boolean;
}

/**
 * Waits that double from `first` to `most`, with full jitter. Throws `ConfigError` on values that cannot be meant.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @example exponential({ first: "10 seconds", most: "1 hour" })
 */
export function exponential({
  first,
  most,
  factor = 2,
  jitter = true,
}: ExponentialOptions): ExponentialBackoff {
  const backoff: ExponentialBackoff = {
    kind: "exponential",
    firstSeconds: durationSeconds(first, "exponential(): first"),
    mostSeconds: durationSeconds(most, "exponential(): most"),
    factor,
    jitter,
  };
  return refuseIfWrong("exponential()", backoff);
}

/**
 * A schedule: one wait after each failure, the last one repeating. Throws `ConfigError` on values that cannot be
 * meant.
 * @example fixed(["10 seconds", "1 minute", "10 minutes"])
 */
export function fixed(delays: readonly [Duration, ...Duration[]]): FixedBackoff {
  const delaysSeconds = delays.map((delay, index) => durationSeconds(delay, `fixed(): delay ${index + 1}`));
  return refuseIfWrong("fixed()", { kind: "fixed", delaysSeconds });
}

/** What a consumer gets that says nothing: 8 attempts, the last one 21 minutes after the first at most. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  backoff: { kind: "exponential", firstSeconds: 10, mostSeconds: 3600, factor: 2, jitter: true },
};

/** What is wrong with a policy, a sentence each; empty when nothing is. */
export function retryPolicyProblems({ attempts, backoff }: RetryPolicy): readonly string[] {
  const problems: string[] = [];
  if (!Number.isInteger(attempts) || attempts < 1 || attempts > maxAttempts) {
    problems.push(`attempts is ${attempts}: write a whole number from 1 (no retry) to ${maxAttempts}`);
  }
  problems.push(...backoffProblems(backoff));
  if (problems.length > 0) return problems;

  const total = longestTotalSeconds({ attempts, backoff });
  if (total > maxTotalSeconds) {
    const days = Math.ceil(total / 86_400);
    problems.push(
      `${attempts} attempts can take ${days} days: SQS forgets a message after 14, so all waits must stay under 13 days; lower attempts or the longest wait`,
    );
  }
  return problems;
}

function backoffProblems(backoff: Backoff): readonly string[] {
  switch (backoff.kind) {
    case "exponential": {
      const problems = [
        ...delayProblems("first", backoff.firstSeconds),
        ...delayProblems("most", backoff.mostSeconds),
      ];
      if (backoff.firstSeconds > backoff.mostSeconds) problems.push("first is longer than most: swap them");
      if (!Number.isFinite(backoff.factor) || backoff.factor < 1) {
        problems.push(`factor is ${backoff.factor}: write a number of at least 1, such as 2`);
      }
      return problems;
    }
    case "fixed":
      if (backoff.delaysSeconds.length === 0) return ['it has no delay: name at least one, as "10 seconds"'];
      return backoff.delaysSeconds.flatMap((delay, index) => delayProblems(`delay ${index + 1}`, delay));
  }
}

function delayProblems(name: string, seconds: number): string[] {
  if (Number.isFinite(seconds) && seconds >= 0 && seconds <= maxDelaySeconds) return [];
  return [
    `${name} is ${seconds} seconds: no wait is longer than 12 hours, which is as long as SQS can hide a message`,
  ];
}

function refuseIfWrong<Kind extends Backoff>(what: string, backoff: Kind): Kind {
  const problem = backoffProblems(backoff)[0];
  if (problem !== undefined) throw new ConfigError(`${what}: ${problem}`);
  return backoff;
}

/** The longest wait after an attempt (counted from 1) failed, before jitter. */
export function longestDelaySeconds(backoff: Backoff, attempt: number): number {
  switch (backoff.kind) {
    case "exponential":
      // The power grows beyond every number, and nothing times infinity is no number.
      return Math.min(
        backoff.firstSeconds * Math.min(backoff.factor ** (attempt - 1), Number.MAX_VALUE),
        backoff.mostSeconds,
      );
    case "fixed":
      return backoff.delaysSeconds[Math.min(attempt, backoff.delaysSeconds.length) - 1] ?? 0;
  }
}

/** All waits of a policy together, as long as they can be. */
export function longestTotalSeconds({ attempts, backoff }: RetryPolicy): number {
  let total = 0;
  for (let attempt = 1; attempt < attempts; attempt++) total += longestDelaySeconds(backoff, attempt);
  return total;
}
