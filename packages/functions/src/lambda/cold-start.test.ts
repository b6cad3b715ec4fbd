import { expect, test } from "vitest";
import { createColdStart } from "./cold-start.ts";

test("the first request waited for the start of its instance, and no other did", () => {
  const coldStart = createColdStart(() => 180);

  expect([coldStart(), coldStart(), coldStart()]).toEqual([180, undefined, undefined]);
});

test("an instance that was ready long before made nobody wait", () => {
  const coldStart = createColdStart(() => 60_000);

  expect([coldStart(), coldStart()]).toEqual([undefined, undefined]);
});
