import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { createEventHistory } from "./event-history.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

function setUp(tailLagMilliseconds = 0) {
  const { bus, bodies } = busOfWorld(world);
  const { dynamodb, table, now } = world;
  return {
    bus,
    history: createEventHistory({ dynamodb, table, bodies, now, claimSeconds: 60, tailLagMilliseconds }),
  };
}

const names = Array.from({ length: 30 }, (_, index) => `p${index}`);

test("events of several hours and all shards come newest first, page by page, each once", async () => {
  const { bus, history } = setUp();
  for (const providerId of names) {
    await bus.publish([busEntry({ providerId })]);
    world.advance(1_000);
  }

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await history.events({ limit: 7, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== undefined);

  expect(seen).toEqual(names.map(idOf).reverse());
});

test("a tail over several hours gives each event once, oldest first", async () => {
  const { bus, history } = setUp();
  let { cursor } = await history.eventsAfter(undefined, 1);
  for (const providerId of names) {
    await bus.publish([busEntry({ providerId })]);
    world.advance(1_000);
  }

  const seen: string[] = [];
  while (true) {
    const page = await history.eventsAfter(cursor, 7);
    if (page.rows.length === 0) break;
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.cursor;
  }

  expect(seen).toEqual(names.map(idOf));
});

test("a tail shows nothing younger than its lag, and it later", async () => {
  const { bus, history } = setUp(2_000);
  const { cursor } = await history.eventsAfter(undefined, 1);
  await bus.publish([busEntry({ providerId: "a" })]);

  expect((await history.eventsAfter(cursor, 10)).rows).toEqual([]);
  world.advance(3);
  expect((await history.eventsAfter(cursor, 10)).rows.map(({ id }) => id)).toEqual([idOf("a")]);
});

test("a tail waits for an event that is being published, and then gives it before those after it", async () => {
  const { bus, history } = setUp();
  const { cursor } = await history.eventsAfter(undefined, 1);
  const held = Promise.withResolvers<undefined>();
  const begun = Promise.withResolvers<void>();
  world.eventBridgeService.faults.push(() => {
    begun.resolve();
    return held.promise;
  });
  const slow = bus.publish([busEntry({ providerId: "slow" })]);
  await begun.promise;
  await bus.publish([busEntry({ providerId: "quick" })]);

  expect((await history.eventsAfter(cursor, 10)).rows).toEqual([]);
  held.resolve(undefined);
  await slow;
  expect((await history.eventsAfter(cursor, 10)).rows.map(({ id }) => id)).toEqual(
    ["slow", "quick"].map(idOf),
  );
});

test("a provider's id is looked for at every source, or at one", async () => {
  const { bus, history } = setUp();
  await bus.publish([
    busEntry({ providerId: "a", source: "stripe" }),
    busEntry({ providerId: "a", source: "stripe-eu" }),
    busEntry({ providerId: "b", source: "stripe" }),
  ]);
  world.advance(86_400);
  await bus.publish([busEntry({ providerId: "c", source: "stripe" })]);

  expect((await history.events({ limit: 10, providerId: "a" })).rows).toHaveLength(2);
  expect(
    (await history.events({ limit: 10, providerId: "a", source: "stripe" })).rows.map(({ id }) => id),
  ).toEqual([idOf("a")]);
  expect((await history.events({ limit: 10, providerId: "x", source: "stripe" })).rows).toEqual([]);
  const since = new Date(world.now() - 3_600_000).toISOString();
  expect((await history.events({ limit: 10, providerId: "a", source: "stripe", since })).rows).toEqual([]);
});

test("a page with a state looks on until it is full", async () => {
  const { bus, history } = setUp();
  for (const providerId of names) {
    await bus.publish([
      busEntry({ providerId, consumers: providerId === "p3" || providerId === "p7" ? ["audit"] : [] }),
    ]);
  }

  const first = await history.events({ limit: 1, state: "scheduled" });
  const second = await history.events({ limit: 1, state: "scheduled", cursor: first.next ?? "" });

  expect([first, second].map(({ rows }) => rows[0]?.id)).toEqual([idOf("p7"), idOf("p3")]);
  expect(second.next).toBeUndefined();
});

test("how an event came is kept up to some kilobytes, and of more, nothing", async () => {
  const { bus, history } = setUp();
  const record = (characters: number) =>
    JSON.stringify({ method: "POST", url: "x".repeat(characters), headers: [] });
  await bus.publish([
    busEntry({ providerId: "usual", request: record(500) }),
    busEntry({ providerId: "long", request: record(5_000) }),
  ]);

  expect((await history.event(idOf("usual")))?.request).toMatchObject({ method: "POST", headers: [] });
  expect(await history.event(idOf("long"))).not.toHaveProperty("request");
});

describe("bad cursors", () => {
  test.each([
    "",
    "1",
    "2026-11-21T00:00:00.000Z",
    "~",
    "2026-11-21T00:00:00.000Z#000000#evt_x",
    "x".repeat(5000),
  ])("%j is refused, naming the field", async (cursor) => {
    const { history } = setUp();
    const problem = { code: "request_invalid", fields: [{ field: "cursor" }] };

    await expect(history.events({ limit: 1, cursor })).rejects.toMatchObject(problem);
    await expect(history.eventsAfter(cursor, 1)).rejects.toMatchObject(problem);
  });
});
