import { describe, expect, test } from "vitest";
import { checkWindow, formatTimestamp, parseTimestamp } from "./timestamp.ts";

const time = Date.UTC(2026, 0, 1, 12, 30, 15, 123);

describe("parseTimestamp", () => {
  test.each([
    ["seconds", "1767270615", time - 123],
    ["seconds", "0", 0],
    ["milliseconds", "1767270615123", time],
    ["seconds-or-milliseconds", "1767270615", time - 123],
    ["seconds-or-milliseconds", "1767270615123", time],
    ["iso8601", "2026-01-01T12:30:15.123Z", time],
    ["iso8601", "2026-01-01T12:30:15Z", time - 123],
    ["iso8601", "2026-01-01T12:30:15.123456789Z", time],
    ["iso8601", "2026-01-01T04:30:15.123-08:00", time],
    ["http-date", "Thu, 01 Jan 2026 12:30:15 GMT", time - 123],
  ] as const)("reads %s %s", (unit, text, expected) => {
    expect(parseTimestamp(text, unit)).toBe(expected);
  });

  test.each([
    ["seconds", ""],
    ["seconds", "01767270615"],
    ["seconds", "+1767270615"],
    ["seconds", "-1"],
    ["seconds", " 1767270615"],
    ["seconds", "1767270615 "],
    ["seconds", "1767270615.0"],
    ["seconds", "1.7e9"],
    ["seconds", "0x1"],
    ["seconds", "NaN"],
    ["seconds", "Infinity"],
    ["seconds", "١٧٦"],
    ["seconds", "8640000000001"],
    ["seconds", "99999999999999999999"],
    ["milliseconds", "8640000000000001"],
    ["iso8601", "2026-01-01"],
    ["iso8601", "2026-01-01T12:30:15"],
    ["iso8601", "2026-13-01T12:30:15Z"],
    ["iso8601", "2026-01-01 12:30:15Z"],
    ["http-date", "2026-01-01T12:30:15Z"],
    ["http-date", "Thu, 1 Jan 2026 12:30:15 GMT"],
  ] as const)("refuses %s %j", (unit, text) => {
    expect(parseTimestamp(text, unit)).toBeUndefined();
  });

  test.each(["seconds", "milliseconds", "iso8601", "http-date"] as const)(
    "reads back what it writes in %s",
    (unit) => {
      const written = formatTimestamp(new Date(time - 123), unit);

      expect(parseTimestamp(written, unit)).toBe(time - 123);
    },
  );
});

describe("checkWindow", () => {
  const now = new Date(time);

  test("lets a time pass up to the tolerance, either way", () => {
    expect(checkWindow(time - 300_123, "seconds", now, 300)).toBeUndefined();
    expect(checkWindow(time + 299_877, "seconds", now, 300)).toBeUndefined();
  });

  test("refuses one second beyond, with the skew", () => {
    expect(checkWindow(time - 301_123, "seconds", now, 300)).toEqual({
      ok: false,
      reason: "timestamp_stale",
      skewSeconds: 301,
    });
    expect(checkWindow(time + 300_877, "seconds", now, 300)).toEqual({
      ok: false,
      reason: "timestamp_in_future",
      skewSeconds: -301,
    });
  });

  test("takes a tolerance of 0 as the same second", () => {
    expect(checkWindow(time - 123, "seconds", now, 0)).toBeUndefined();
    expect(checkWindow(time - 1123, "seconds", now, 0)).toMatchObject({ reason: "timestamp_stale" });
    expect(checkWindow(time - 1, "milliseconds", now, 0)).toMatchObject({ reason: "timestamp_stale" });
  });

  test("refuses when the tolerance or the clock is not a number", () => {
    expect(checkWindow(time, "seconds", now, Number.NaN)).toMatchObject({ ok: false });
    expect(checkWindow(time, "seconds", now, -1)).toMatchObject({ ok: false });
    expect(checkWindow(time, "seconds", new Date(Number.NaN), 300)).toMatchObject({ ok: false });
  });
});
