import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Failure } from "./failure.ts";
import { exponential, fixed, maxDelaySeconds, type RetryPolicy } from "./retry-policy.ts";

const now = new Date("2026-01-01T00:00:00.000Z");
const failure: Failure = { name: "Error", message: "no", permanent: false };
const policy: RetryPolicy = { attempts: 5, backoff: exponential({ first: "10 seconds", most: "1 minute" }) };
const half = () => 0.5;

function waitSeconds(options: {
  attempt: number;
  policy: RetryPolicy;
  failure?: Failure;
  random?: () => number;
}): number {
  const decision = decide({ failure, now, random: half, ...options });
  if (decision.kind !== "retry") throw new Error(`expected a retry, got ${decision.kind}`);
  return (decision.at.getTime() - now.getTime()) / 1000;
}

describe("decide", () => {
  test("is done when nothing failed", () => {
    expect(decide({ attempt: 1, policy, now, random: half })).toEqual({ kind: "done" });
  });

  test("gives up at once on what will never succeed", () => {
    const permanent = { ...failure, permanent: true };
    expect(decide({ failure: permanent, attempt: 1, policy, now, random: half })).toEqual({
      kind: "dead",
      reason: "permanent",
      failure: permanent,
    });
  });

  test("gives up at once on what cannot be read", () => {
    const unreadable: Failure = { ...failure, permanent: true, unreadable: true };
    expect(decide({ failure: unreadable, attempt: 1, policy, now, random: half })).toMatchObject({
      reason: "unreadable",
    });
  });

  test.each([5, 6, 1000])("gives up after the last attempt: %d of 5", (attempt) => {
    expect(decide({ failure, attempt, policy, now, random: half })).toEqual({
      kind: "dead",
      reason: "attempts_exhausted",
      failure,
    });
  });

  test("gives up on the last attempt even when asked for another time", () => {
    const later = { ...failure, retryAfterSeconds: 5 };
    expect(decide({ failure: later, attempt: 5, policy, now, random: half })).toMatchObject({ kind: "dead" });
  });

  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [4, 30],
  ])("waits half of a doubling wait with a die of one half: attempt %d, %d s", (attempt, seconds) => {
    expect(waitSeconds({ attempt, policy })).toBe(seconds);
  });

  test("waits the whole of it without jitter", () => {
    const plain = {
      ...policy,
      backoff: exponential({ first: "10 seconds", most: "1 minute", jitter: false, factor: 3 }),
    };
    expect([1, 2, 3].map((attempt) => waitSeconds({ attempt, policy: plain }))).toEqual([10, 30, 60]);
  });

  test("follows a schedule, whose last wait repeats", () => {
    const schedule = { attempts: 9, backoff: fixed(["1 second", "1 minute"]) };
    expect([1, 2, 3, 8].map((attempt) => waitSeconds({ attempt, policy: schedule }))).toEqual([
      1, 60, 60, 60,
    ]);
  });

  test("waits as a handler asks, without jitter", () => {
    expect(waitSeconds({ attempt: 1, policy, failure: { ...failure, retryAfterSeconds: 90 } })).toBe(90);
    expect(waitSeconds({ attempt: 1, policy, failure: { ...failure, retryAfterSeconds: 0 } })).toBe(0);
  });

  test("waits 12 hours at most, whatever a handler asks", () => {
    expect(waitSeconds({ attempt: 1, policy, failure: { ...failure, retryAfterSeconds: 1e12 } })).toBe(
      12 * 3600,
    );
  });

  test("stays between no wait and the longest one, for every policy, attempt and die", () => {
    const backoff = fc.record({
      kind: fc.constant("exponential" as const),
      firstSeconds: fc.double({ min: 0, max: maxDelaySeconds, noNaN: true }),
      mostSeconds: fc.double({ min: 0, max: maxDelaySeconds, noNaN: true }),
      factor: fc.double({ min: 1, max: 1000, noNaN: true }),
      jitter: fc.boolean(),
    });
    const die = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(backoff, fc.integer({ min: 1, max: 999 }), die, (exponentialBackoff, attempt, rolled) => {
        const wait = waitSeconds({
          attempt,
          policy: { attempts: 1000, backoff: exponentialBackoff },
          random: () => rolled,
        });

        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(exponentialBackoff.mostSeconds + 0.001);
        const grown = Math.min(exponentialBackoff.factor ** (attempt - 1), Number.MAX_VALUE);
        const longest = exponentialBackoff.firstSeconds * grown;
        expect(wait).toBeLessThanOrEqual(longest + 0.001);
      }),
    );
  });

  test("waits not at all where the first wait is none, however often it failed", () => {
    const backoff = {
      kind: "exponential",
      firstSeconds: 0,
      mostSeconds: 0,
      factor: 10,
      jitter: false,
    } as const;

    expect(waitSeconds({ attempt: 500, policy: { attempts: 1000, backoff }, random: () => 0 })).toBe(0);
  });

  test("spreads full jitter evenly from no wait to the longest", () => {
    const waits = Array.from({ length: 100 }, (_, index) =>
      waitSeconds({ attempt: 4, policy, random: () => index / 100 }),
    );

    expect(Math.min(...waits)).toBe(0);
    expect(Math.max(...waits)).toBeCloseTo(59.4);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / 100).toBeCloseTo(29.7);
  });
});
