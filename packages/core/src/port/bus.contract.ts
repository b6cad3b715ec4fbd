import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { busEntry, type CreateEngine, type EngineUnderTest, idOf } from "./contract-harness.ts";

/** What every {@link Bus} must do. Call it once per implementation. */
export function testBus(name: string, create: CreateEngine): void {
  describe(`bus: ${name}`, () => {
    let engine: EngineUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    test("an accepted event is in history with one delivery for each of its consumers", async () => {
      const results = await engine.bus.publish([
        busEntry({ providerId: "a", consumers: ["fulfil-order", "audit"] }),
      ]);

      expect(results).toEqual([{ status: "accepted" }]);
      const found = await engine.history.event(idOf("a"));
      expect(found?.deliveries).toEqual([
        { consumer: "audit", state: "scheduled" },
        { consumer: "fulfil-order", state: "scheduled" },
      ]);
      expect(found?.event.data).toEqual({ original: { id: "a" } });
    });

    test("an event that no consumer wants is accepted and kept", async () => {
      expect(await engine.bus.publish([busEntry({ providerId: "a", consumers: [] })])).toEqual([
        { status: "accepted" },
      ]);

      expect((await engine.history.event(idOf("a")))?.deliveries).toEqual([]);
    });

    test("the same event again is a duplicate, counted, and not delivered twice", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);

      expect(await engine.bus.publish([busEntry({ providerId: "a" })])).toEqual([
        { status: "duplicate", conflict: false },
      ]);
      expect((await engine.history.event(idOf("a")))?.duplicates).toBe(1);
      expect(await engine.deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 })).toHaveLength(1);
    });

    test("the same id with another body is a conflict: the first stays, the other is kept beside it", async () => {
      await engine.bus.publish([busEntry({ providerId: "a", original: { amount: 1 } })]);

      const results = await engine.bus.publish([busEntry({ providerId: "a", original: { amount: 2 } })]);

      expect(results).toEqual([{ status: "duplicate", conflict: true }]);
      const found = await engine.history.event(idOf("a"));
      expect(found?.event.data).toEqual({ original: { amount: 1 } });
      expect(found?.conflicts).toBe(1);
      expect(found?.conflicting.map(({ event }) => event.data)).toEqual([{ original: { amount: 2 } }]);
    });

    test("a difference in nothing but volatile fields is a duplicate without conflict", async () => {
      const volatile = ["pending"];
      await engine.bus.publish([
        busEntry({ providerId: "a", original: { amount: 1, pending: 2 }, volatile }),
      ]);

      const results = await engine.bus.publish([
        busEntry({ providerId: "a", original: { amount: 1, pending: 1 }, volatile }),
      ]);

      expect(results).toEqual([{ status: "duplicate", conflict: false }]);
    });

    test("a volatile name deeper in the body is not volatile", async () => {
      const volatile = ["pending"];
      await engine.bus.publish([
        busEntry({ providerId: "a", original: { order: { pending: 2 } }, volatile }),
      ]);

      const results = await engine.bus.publish([
        busEntry({ providerId: "a", original: { order: { pending: 1 } }, volatile }),
      ]);

      expect(results).toEqual([{ status: "duplicate", conflict: true }]);
    });

    test("one call answers for each entry, in order", async () => {
      await engine.bus.publish([busEntry({ providerId: "b" })]);

      const results = await engine.bus.publish(["a", "b", "c"].map((providerId) => busEntry({ providerId })));

      expect(results.map(({ status }) => status)).toEqual(["accepted", "duplicate", "accepted"]);
    });

    test("of the same event sent many times at once, exactly one is accepted", async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, () => engine.bus.publish([busEntry({ providerId: "a" })])),
      );

      const statuses = results.flat().map(({ status }) => status);
      expect(statuses.filter((status) => status === "accepted")).toHaveLength(1);
      expect(statuses.filter((status) => status === "duplicate")).toHaveLength(49);
    });

    test("the same provider id at two sources is two events", async () => {
      const results = await engine.bus.publish([
        busEntry({ providerId: "a", source: "stripe" }),
        busEntry({ providerId: "a", source: "stripe-eu" }),
      ]);

      expect(results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
    });
  });
}
