import { expect, test } from "vitest";
import { spreadOf } from "./percentiles.ts";

test("percentiles are values that occurred, by nearest rank", () => {
  const durations = Float64Array.from({ length: 1_000 }, (_none, index) => 1_000 - index);

  expect(spreadOf(durations)).toEqual({ count: 1_000, p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 });
});

test("nothing has no percentiles", () => {
  expect(spreadOf(new Float64Array())).toEqual({
    count: 0,
    p50: Number.NaN,
    p90: Number.NaN,
    p99: Number.NaN,
    p999: Number.NaN,
    max: Number.NaN,
  });
});
