import { expect, test } from "vitest";
import { parseInstant } from "./instant.ts";

test.each([
  ["2026-05-01T10:00:00Z", "2026-05-01T10:00:00.000Z"],
  ["2026-05-01t10:00:00.25z", "2026-05-01T10:00:00.250Z"],
  ["2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00.000Z"],
  ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
])("%s is an instant", (text, expected) => {
  expect(parseInstant(text)?.toISOString()).toBe(expected);
});

test.each([
  "",
  "yesterday",
  "2026-05-01",
  "2026-05-01T10:00:00",
  "2026-02-30T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-05-01T24:00:00Z",
  "2026-05-01T10:00:00+24:00",
  "2026-05-01T10:00:00Z ",
])("%j is no instant", (text) => {
  expect(parseInstant(text)).toBeUndefined();
});
