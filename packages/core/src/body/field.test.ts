import { expect, test } from "vitest";
import { fieldAt, isoTimeAt, parseIsoTime, textAt, unixMillisecondsAt, unixTimeAt } from "./field.ts";

const payload = { a: { b: [{ id: 7 }], empty: "", big: 1e300, none: null }, "a.b": 1 };

test.each([
  ["a.b.0.id", 7],
  ["a.none", null],
  ["a.b.1.id", undefined],
  ["a.b.length.x", undefined],
  ["a.toString", undefined],
  ["__proto__.x", undefined],
  ["x.y.z", undefined],
])("fieldAt %s", (path, value) => {
  expect(fieldAt(payload, path)).toBe(value);
});

test("textAt gives text and whole numbers as text, and nothing empty", () => {
  expect(textAt(payload, "a.b.0.id")).toBe("7");
  expect(textAt(payload, "a.empty")).toBeUndefined();
  expect(textAt(payload, "a.big")).toBeUndefined();
  expect(textAt("text", "length")).toBeUndefined();
});

test("times are read, or are undefined", () => {
  expect(unixTimeAt({ t: 1767225600 }, "t")).toEqual(new Date("2026-01-01T00:00:00Z"));
  expect(unixTimeAt({ t: "1767225600.000200" }, "t")).toEqual(new Date("2026-01-01T00:00:00Z"));
  expect(unixTimeAt({ t: 1e300 }, "t")).toBeUndefined();
  expect(unixTimeAt({ t: "soon" }, "t")).toBeUndefined();
  expect(unixMillisecondsAt({ t: 1767225600877 }, "t")).toEqual(new Date("2026-01-01T00:00:00.877Z"));
  expect(unixMillisecondsAt({ t: "1767225600877" }, "t")).toEqual(new Date("2026-01-01T00:00:00.877Z"));
  expect(unixMillisecondsAt({ t: "soon" }, "t")).toBeUndefined();
  expect(unixMillisecondsAt({ t: 1e300 }, "t")).toBeUndefined();
  expect(isoTimeAt({ t: "2026-01-01T01:00:00.877041743+01:00" }, "t")).toEqual(
    new Date("2026-01-01T00:00:00.877Z"),
  );
  expect(isoTimeAt({ t: 1 }, "t")).toBeUndefined();
  expect(parseIsoTime("2026-01-01")).toBeUndefined();
  expect(parseIsoTime("2026-99-01T00:00:00Z")).toBeUndefined();
});
