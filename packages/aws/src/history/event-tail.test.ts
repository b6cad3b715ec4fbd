import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { createEventHistory } from "./event-history.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

const bodiesOf = (lateSeconds: number) => busOfWorld(world, { now: () => world.now() - lateSeconds * 1_000 });

function historyOf(tailLagMilliseconds = 0) {
  const { dynamodb, table, now } = world;
  const { bodies } = busOfWorld(world);
  return createEventHistory({ dynamodb, table, bodies, now, claimSeconds: 60, tailLagMilliseconds });
}

/** Publishes events that were received so many seconds ago: the table shows them only now. */
async function publish(names: readonly string[], lateSeconds = 0): Promise<void> {
  const { bus } = bodiesOf(lateSeconds);
  for (const providerId of names) await bus.publish([busEntry({ providerId })]);
}

test("what comes into the index late is given late, and once, whatever came before it", async () => {
  const history = historyOf();
  await publish(["before"]);
  const start = await history.eventsAfter(undefined, 10);
  await publish(["a", "b"]);
  const first = await history.eventsAfter(start.cursor, 10);
  await publish(["late"], 30);
  await publish(["c"]);

  const second = await history.eventsAfter(first.cursor, 10);
  const third = await history.eventsAfter(second.cursor, 10);

  expect(first.rows.map(({ id }) => id)).toEqual(["a", "b"].map(idOf));
  expect(second.rows.map(({ id }) => id)).toEqual(["late", "c"].map(idOf));
  expect(third.rows).toEqual([]);
});

test("what comes late just after a tail was begun is given, and nothing that was there before", async () => {
  const history = historyOf();
  await publish(["before", "too"]);
  const start = await history.eventsAfter(undefined, 10);
  await publish(["late"], 20);

  const next = await history.eventsAfter(start.cursor, 10);

  expect(next.rows.map(({ id }) => id)).toEqual([idOf("late")]);
});

test("pages smaller than the overlap give every event once, those that come in between too", async () => {
  const history = historyOf();
  let { cursor } = await history.eventsAfter(undefined, 1);
  const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
  await publish(names.slice(0, 10));

  const seen: string[] = [];
  for (let look = 0; look < 20; look += 1) {
    const page = await history.eventsAfter(cursor, 3);
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.cursor;
    if (look === 1) await publish(names.slice(10), 50);
  }

  expect(seen.toSorted()).toEqual(names.map(idOf).toSorted());
});

test("a tail that was away goes on where it was, over more events than a cursor remembers, and gives each once", async () => {
  const history = historyOf();
  let { cursor } = await history.eventsAfter(undefined, 1);
  const names = Array.from({ length: 450 }, (_, index) => `p${index}`);
  const { bus } = busOfWorld(world);
  for (let start = 0; start < names.length; start += 100)
    await bus.publish(names.slice(start, start + 100).map((providerId) => busEntry({ providerId })));

  const seen: string[] = [];
  const lengths: number[] = [];
  for (;;) {
    const page = await history.eventsAfter(cursor, 225);
    if (page.rows.length === 0) break;
    seen.push(...page.rows.map(({ id }) => id));
    lengths.push(page.cursor.length);
    cursor = page.cursor;
  }

  expect(seen.toSorted()).toEqual(names.map(idOf).toSorted());
  expect(Math.max(...lengths)).toBeLessThanOrEqual(4_096); // what the operator API takes
});

test("a cursor forgets what is older than a minute, so that it stays small in a quiet stage", async () => {
  const history = historyOf();
  const { cursor } = await history.eventsAfter(undefined, 1);
  await publish(["a", "b", "c"]);
  const given = await history.eventsAfter(cursor, 10);
  world.advance(61);

  const later = await history.eventsAfter(given.cursor, 10);

  expect(later.rows).toEqual([]);
  expect(given.cursor).toContain("~");
  expect(later.cursor).not.toContain("~");
  await publish(["d"]);
  expect((await history.eventsAfter(later.cursor, 10)).rows.map(({ id }) => id)).toEqual([idOf("d")]);
});

test("one that is being published while a tail begins is given when it is accepted", async () => {
  const history = historyOf();
  const held = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<void>();
  world.eventBridgeService.faults.push(() => {
    begun.resolve();
    return held.promise;
  });
  const slow = publish(["slow"]);
  await begun.promise;

  const { cursor } = await history.eventsAfter(undefined, 1);
  held.resolve(undefined);
  await slow;

  expect((await history.eventsAfter(cursor, 10)).rows.map(({ id }) => id)).toEqual([idOf("slow")]);
});
