import type { StandardSchemaV1 } from "@standard-schema/spec";
import { describe, expect, test } from "vitest";
import { amount, count, currency, id, time } from "./field.ts";

function takes(schema: StandardSchemaV1, value: unknown): boolean {
  const result = schema["~standard"].validate(value);
  return !("issues" in result) || result.issues === undefined;
}

describe("kinds", () => {
  test.each([
    ["id", id, ["1", "x".repeat(512)], ["", "x".repeat(513), 1, null]],
    ["amount", amount, [0, -5, 2 ** 53 - 1], [0.5, 2 ** 53, Number.NaN, "5"]],
    ["currency", currency, ["EUR", "JPY"], ["eur", "EURO", "E1R", ""]],
    ["count", count, [0, 3], [-1, 1.5, "3"]],
    [
      "time",
      time,
      ["2026-01-01T00:00:00Z", "2026-12-31T23:59:60.123456+14:00"],
      ["2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", 1_700_000_000],
    ],
  ])("%s", (_name, schema, good, bad) => {
    expect(good.filter((value) => !takes(schema, value))).toEqual([]);
    expect(bad.filter((value) => takes(schema, value))).toEqual([]);
  });
});
