import { afterEach, beforeEach, expect, test } from "vitest";
import { createScheduleProgressTable, type ScheduleProgressTable } from "./schedule-progress.ts";
import { type AwsWorld, createAwsWorld } from "./testing/aws-world.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const open = (source = "stripe"): ScheduleProgressTable =>
  createScheduleProgressTable({ dynamodb: world.dynamodb, table: world.table, source });

test("what one run has written, the next one reads; other sources have their own", async () => {
  const first = open();
  expect(await first.read()).toEqual({});
  expect(await first.write({ comparedUntil: "2026-04-01T00:00:00Z" })).toBe(true);
  expect(await first.write({ comparedUntil: "2026-04-01T01:00:00Z" })).toBe(true);

  expect(await open().read()).toEqual({ comparedUntil: "2026-04-01T01:00:00Z" });
  expect(await open("github").read()).toEqual({});
});

test("of two runs at once, the one that writes second learns of the other, and changes nothing", async () => {
  const [one, other] = [open(), open()];
  await one.read();
  await other.read();

  expect(await one.write({ run: "one" })).toBe(true);
  expect(await other.write({ run: "other" })).toBe(false);
  expect(await one.write({ run: "one, further" })).toBe(true);

  expect(await open().read()).toEqual({ run: "one, further" });
});
