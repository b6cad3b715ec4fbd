import { expect, test } from "vitest";
import { poissonArrivals } from "./arrivals.ts";

test("arrivals come in order, within the time that their rate asks for, and the same for the same seed", () => {
  const due = poissonArrivals({ count: 10_000, perSecond: 1_000, seed: 7 });

  expect([...due].toSorted((a, b) => a - b)).toEqual([...due]);
  expect(due[0]).toBe(0);
  expect(due.at(-1)).toBeGreaterThan(9_900);
  expect(due.at(-1)).toBeLessThan(10_000);
  expect(poissonArrivals({ count: 10_000, perSecond: 1_000, seed: 7 })).toEqual(due);
});

test("arrivals bunch as independent senders do: gaps vary as much as they are long", () => {
  const due = poissonArrivals({ count: 10_000, perSecond: 1_000, seed: 7 });
  const gaps = Array.from(
    { length: due.length - 1 },
    (_none, index) => (due[index + 1] ?? 0) - (due[index] ?? 0),
  );

  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - 1) ** 2, 0) / gaps.length);

  expect(deviation).toBeGreaterThan(0.9);
  expect(deviation).toBeLessThan(1.1);
});
