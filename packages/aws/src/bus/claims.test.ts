import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEventHistory } from "../history/event-history.ts";
import { type AwsWorld, createAwsWorld } from "../testing/aws-world.ts";
import { busOfWorld, withoutWaiting } from "../testing/bus-of-world.ts";
import type { EventBridgeBusOptions } from "./event-bridge-bus.ts";

let world: AwsWorld;
beforeEach(async () => {
  world = await createAwsWorld();
});
afterEach(() => world.close());

function setUp(options: Partial<EventBridgeBusOptions> = {}) {
  const made = busOfWorld(world, options);
  const { dynamodb, table, now } = world;
  const history = createEventHistory({ dynamodb, table, bodies: made.bodies, now, claimSeconds: 60 });
  return { ...made, history };
}

function publishedIds(): readonly string[] {
  return world.eventBridgeService.taken.map(({ Detail = "" }) => JSON.parse(Detail).id);
}

describe("a claim", () => {
  /** A publisher that claimed an event and was gone before EventBridge answered. */
  const claimAndDie = async (entry: ReturnType<typeof busEntry>): Promise<void> => {
    const { bus } = setUp();
    let died: () => void = () => undefined;
    const isDead = new Promise<void>((resolve) => (died = resolve));
    world.eventBridgeService.faults.push(() => {
      died();
      return new Promise(() => undefined);
    });
    void bus.publish([entry]);
    await isDead;
  };

  test("of a publisher that is gone does not swallow the provider's next try", async () => {
    await claimAndDie(busEntry({ providerId: "a" }));
    const { bus, notices } = setUp();
    world.advance(61);

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([{ status: "accepted" }]);
    expect(publishedIds()).toEqual([idOf("a")]);
    expect(notices).toEqual([{ kind: "claim_taken_over", eventId: idOf("a") }]);
  });

  test("that is taken over by another body keeps the first one beside it", async () => {
    await claimAndDie(busEntry({ providerId: "a", original: { amount: 1 } }));
    const { bus, history } = setUp();
    world.advance(61);

    await bus.publish([busEntry({ providerId: "a", original: { amount: 2 } })]);

    const found = await history.event(idOf("a"));
    expect(found?.event.data).toEqual({ original: { amount: 2 } });
    expect(found?.conflicts).toBe(1);
    expect(found?.conflicting.map(({ event }) => event.data)).toEqual([{ original: { amount: 1 } }]);
  });

  test("of a publisher at work is waited for, and not acknowledged before it is known how it ends", async () => {
    await claimAndDie(busEntry({ providerId: "a" }));
    const { bus } = setUp(withoutWaiting(world));

    expect(await bus.publish([busEntry({ providerId: "a" })])).toEqual([
      { status: "refused", reason: "overloaded" },
    ]);
  });

  test("that cannot be had holds back the whole call, so nothing is published half", async () => {
    await claimAndDie(busEntry({ providerId: "a" }));
    const { bus, history } = setUp(withoutWaiting(world));

    const results = await bus.publish([busEntry({ providerId: "b" }), busEntry({ providerId: "a" })]);

    expect(results.map(({ status }) => status)).toEqual(["refused", "refused"]);
    expect(publishedIds()).toEqual([]);
    expect(await history.event(idOf("b"))).toBeUndefined();
  });

  test("is not shown as an event while it is fresh, and is once its publisher must be gone", async () => {
    await claimAndDie(busEntry({ providerId: "a" }));
    const { history } = setUp();

    expect((await history.events({ limit: 10 })).rows).toEqual([]);
    world.advance(61);
    expect((await history.events({ limit: 10 })).rows).toHaveLength(1);
  });
});

test("more than twenty conflicting bodies are counted and the first twenty kept", async () => {
  const { bus, history } = setUp();
  for (let amount = 0; amount <= 22; amount++) {
    await bus.publish([busEntry({ providerId: "a", original: { amount } })]);
  }

  const found = await history.event(idOf("a"));

  expect(found?.conflicts).toBe(22);
  expect(found?.conflicting).toHaveLength(20);
});

test("the record of an event that reconciling brought in is no conflict with its webhook", async () => {
  const { bus } = setUp();
  const webhook = busEntry({ providerId: "a", original: { amount: 1, currency: "eur" } });
  const record = busEntry({ providerId: "a", original: { currency: "eur", amount: 1 } });
  await bus.publish([webhook]);

  const text = record.text.replace('"specversion"', '"backfilled":true,"specversion"');

  expect(await bus.publish([{ ...record, text }])).toEqual([{ status: "duplicate", conflict: false }]);
});
