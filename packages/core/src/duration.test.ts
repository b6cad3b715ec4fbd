import { describe, expect, test } from "vitest";
import { durationSeconds, readDuration } from "./duration.ts";
import { ConfigError } from "./errors.ts";

describe("durationSeconds", () => {
  test.each([
    ["10 seconds", 10],
    ["1 second", 1],
    ["500 milliseconds", 0.5],
    ["1 minute", 60],
    ["1.5 hours", 5400],
    ["2 days", 172_800],
    ["0 seconds", 0],
  ] as const)("reads %s", (text, seconds) => {
    expect(durationSeconds(text)).toBe(seconds);
  });

  test("throws a ConfigError that names what was wrong", () => {
    // @ts-expect-error no such unit
    expect(() => durationSeconds("10 secs", "first")).toThrow(
      new ConfigError('first is "10 secs", which is not a duration: write "10 seconds"'),
    );
  });
});

describe("readDuration", () => {
  test.each([
    [30, 'write "30 seconds"'],
    ["10s", 'write "10 seconds"'],
    ["5 mins", 'write "5 minutes"'],
    ["1 H", 'write "1 hours"'],
    ["-1 seconds", 'as "10 seconds"'],
    ["10  seconds", 'write "10 seconds"'],
    ["ten seconds", 'as "10 seconds"'],
    ["1 fortnight", 'as "10 seconds"'],
    ["1 constructor", 'as "10 seconds"'],
    [Number.NaN, 'write "10 seconds"'],
    [undefined, 'write it as "10 seconds"'],
  ])("refuses %s and says what to write", (value, fix) => {
    expect(readDuration(value)).toEqual({ problem: expect.stringContaining(fix) });
  });
});
