import { describe, expect, test } from "vitest";
import { ConfigError } from "../errors.ts";
import {
  defaultRetryPolicy,
  exponential,
  fixed,
  longestTotalSeconds,
  retryPolicyProblems,
} from "./retry-policy.ts";

describe("exponential and fixed", () => {
  test("are plain data with every default filled in", () => {
    expect(exponential({ first: "10 seconds", most: "1 hour" })).toStrictEqual({
      kind: "exponential",
      firstSeconds: 10,
      mostSeconds: 3600,
      factor: 2,
      jitter: true,
    });
    expect(fixed(["10 seconds", "1 minute"])).toStrictEqual({ kind: "fixed", delaysSeconds: [10, 60] });
  });

  test.each([
    [
      "a duration without its unit",
      () => exponential({ first: 10 as never, most: "1 hour" }),
      'first is 10 without a unit: write "10 seconds"',
    ],
    [
      "ends before it begins",
      () => exponential({ first: "2 hours", most: "1 hour" }),
      "first is longer than most",
    ],
    ["shrinks", () => exponential({ first: "1 second", most: "1 hour", factor: 0.5 }), "factor is 0.5"],
    [
      "a wait that SQS cannot hide",
      () => exponential({ first: "1 hour", most: "2 days" }),
      "no wait is longer than 12 hours",
    ],
    ["no wait at all", () => fixed([] as never), "it has no delay"],
    ["one wrong wait", () => fixed(["1 second", "10 secs" as never]), 'delay 2 is "10 secs"'],
  ])("refuse %s", (_, make, message) => {
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(message);
  });
});

describe("retryPolicyProblems", () => {
  test("has nothing to say about the default", () => {
    expect(retryPolicyProblems(defaultRetryPolicy)).toEqual([]);
    expect(longestTotalSeconds(defaultRetryPolicy)).toBe(10 + 20 + 40 + 80 + 160 + 320 + 640);
  });

  test.each([0, -1, 1.5, Number.NaN, 1001])("refuses %d attempts", (attempts) => {
    expect(retryPolicyProblems({ ...defaultRetryPolicy, attempts })).toEqual([
      expect.stringContaining(`attempts is ${attempts}: write a whole number from 1 (no retry) to 1000`),
    ]);
  });

  test("refuses a policy that outlives its message", () => {
    expect(retryPolicyProblems({ attempts: 100, backoff: fixed(["12 hours"]) })).toEqual([
      expect.stringContaining("100 attempts can take 50 days"),
    ]);
  });
});
