import { expect, test } from "vitest";
import { ratioOf } from "./measure.ts";

test("a ratio compares what was measured together, and one disturbed round does not move it", () => {
  const one = { rounds: [20, 40, 3_000] };
  const other = { rounds: [10, 20, 10] };

  expect(ratioOf(one, other)).toBe(2);
});

test("a round that the other has not measured makes no ratio of it", () => {
  expect(ratioOf({ rounds: [] }, { rounds: [1] })).toBeNaN();
});
