import { expect, test } from "vitest";
import { absoluteTime, fullTime, relativeTime, timeSpan } from "./time.ts";

const now = new Date("2026-05-01T12:00:00.000Z");

test.each([
  ["2026-05-01T12:00:00.400Z", "now"],
  ["2026-05-01T11:59:58.000Z", "2 s ago"],
  ["2026-05-01T11:57:01.000Z", "2 min ago"],
  ["2026-05-01T10:00:00.000Z", "2 h ago"],
  ["2026-04-20T12:00:00.000Z", "11 d ago"],
  ["2026-05-01T12:00:09.000Z", "in 9 s"],
  ["2026-05-01T13:30:00.000Z", "in 1 h"],
])("%s is %s", (time, expected) => {
  expect(relativeTime(time, now)).toBe(expected);
});

test("times are shown to the second, as the options for times take them", () => {
  expect(absoluteTime("2026-05-01T12:00:00.123Z")).toBe("2026-05-01T12:00:00Z");
  expect(fullTime("2026-05-01T11:00:00.123Z", now)).toBe("2026-05-01T11:00:00Z (1 h ago)");
});

test.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [1000, "1 s"],
  [3210, "3.2 s"],
  [245_000, "4 min 5 s"],
  [7_500_000, "2 h 5 min"],
])("%i milliseconds are %s", (milliseconds, expected) => {
  expect(timeSpan(milliseconds)).toBe(expected);
});
