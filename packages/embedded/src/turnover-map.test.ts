import { expect, test } from "vitest";
import { createTurnoverMap } from "./turnover-map.ts";

test("take answers a value once", () => {
  const map = createTurnoverMap<number, string>();
  map.set(1, "one");

  expect(map.take(1)).toBe("one");
  expect(map.take(1)).toBeUndefined();
  expect(map.size).toBe(0);
});

test("values come in the order in which they were set, and stay", () => {
  const map = createTurnoverMap<string, number>();
  map.set("b", 1);
  map.set("a", 2);

  expect(map.values()).toEqual([1, 2]);
  expect(map.size).toBe(2);
});

test("clear removes everything", () => {
  const map = createTurnoverMap<string, number>();
  map.set("a", 1);

  map.clear();

  expect(map.values()).toEqual([]);
  expect(map.take("a")).toBeUndefined();
});
