import { expect, test } from "vitest";
import { parseMoment } from "./moment.ts";

const now = new Date("2026-05-01T12:00:00.000Z");

test.each([
  ["30s", "2026-05-01T11:59:30.000Z"],
  ["15m", "2026-05-01T11:45:00.000Z"],
  ["15min", "2026-05-01T11:45:00.000Z"],
  ["2h", "2026-05-01T10:00:00.000Z"],
  ["2h ago", "2026-05-01T10:00:00.000Z"],
  ["7 d", "2026-04-24T12:00:00.000Z"],
  ["1w", "2026-04-24T12:00:00.000Z"],
  ["2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00.000Z"],
])("%s", (text, expected) => {
  expect(parseMoment(text, now)).toBe(expected);
});

test.each([
  "",
  "2",
  "h",
  "-2h",
  "2y",
  "1.5h",
  "2026-05-01",
  "2026-05-01 10:00",
  "2026-02-30T00:00:00Z",
  "9999999d",
  "999999w",
])("%j is no moment", (text) => {
  expect(parseMoment(text, now)).toBeUndefined();
});
