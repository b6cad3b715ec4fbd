import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EventQuery } from "../operator/operator.ts";
import { busEntry, type CreateEngine, type EngineUnderTest, idOf } from "./contract-harness.ts";

/** What every {@link EventHistory} must do. Call it once per implementation. */
export function testEventHistory(name: string, create: CreateEngine): void {
  describe(`event history: ${name}`, () => {
    let engine: EngineUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    const ids = async (query: Partial<EventQuery>): Promise<readonly string[]> =>
      (await engine.history.events({ limit: 100, ...query })).rows.map(({ id }) => id);

    test("an event that is not there is undefined", async () => {
      expect(await engine.history.event(idOf("a"))).toBeUndefined();
    });

    test("an event shows how it came, where its entry says so", async () => {
      const record = {
        method: "POST",
        url: "https://hooks.example.com/webhooks/stripe",
        headers: [
          ["Content-Type", "application/json"],
          ["Stripe-Signature", "[redacted]"],
        ],
        secretIndex: 1,
      };
      await engine.bus.publish([
        busEntry({ providerId: "a", request: JSON.stringify(record) }),
        busEntry({ providerId: "b" }),
      ]);

      expect((await engine.history.event(idOf("a")))?.request).toEqual(record);
      expect(await engine.history.event(idOf("b"))).not.toHaveProperty("request");
    });

    test("events come newest first, in pages that neither repeat nor skip while new ones arrive", async () => {
      for (const providerId of ["a", "b", "c"]) await engine.bus.publish([busEntry({ providerId })]);

      const first = await engine.history.events({ limit: 2 });
      await engine.bus.publish([busEntry({ providerId: "d" })]);
      const second = await engine.history.events({
        limit: 2,
        ...(first.next !== undefined && { cursor: first.next }),
      });

      expect(first.rows.map(({ id }) => id)).toEqual([idOf("c"), idOf("b")]);
      expect(second.rows.map(({ id }) => id)).toEqual([idOf("a")]);
      expect(second.next).toBeUndefined();
    });

    test("events are found by source, type, subject, provider id, time and state", async () => {
      await engine.bus.publish([busEntry({ providerId: "a", type: "payment.succeeded" })]);
      engine.advance(10);
      const middle = engine.now().toISOString();
      await engine.bus.publish([busEntry({ providerId: "b", type: "payment.failed", consumers: ["audit"] })]);
      await engine.bus.publish([busEntry({ providerId: "c", type: "code.pushed", consumers: [] })]);
      const [delivery] = await engine.deliveries.receive("audit", { max: 1, leaseSeconds: 30 });
      if (delivery !== undefined) await engine.deliveries.complete(delivery.lease);

      expect(await ids({ source: "stripe" })).toEqual([idOf("c"), idOf("b"), idOf("a")]);
      expect(await ids({ source: "github" })).toEqual([]);
      expect(await ids({ type: "payment.*" })).toEqual([idOf("b"), idOf("a")]);
      expect(await ids({ type: "code.pushed" })).toEqual([idOf("c")]);
      expect(await ids({ subject: "subject of b" })).toEqual([idOf("b")]);
      expect(await ids({ providerId: "a" })).toEqual([idOf("a")]);
      expect(await ids({ since: middle })).toEqual([idOf("c"), idOf("b")]);
      expect(await ids({ until: middle })).toEqual([idOf("a")]);
      expect(await ids({ state: "done" })).toEqual([idOf("b")]);
      expect(await ids({ state: "scheduled" })).toEqual([idOf("a")]);
    });

    test("events are found by any path in their bodies, with every other condition, page by page", async () => {
      for (const [index, providerId] of ["a", "b", "c", "d", "e"].entries()) {
        const original = { nested: { parity: index % 2 === 0 ? "even" : "odd" }, amount: index };
        await engine.bus.publish([busEntry({ providerId, original })]);
      }
      const where = { data: { original: { nested: { parity: ["even"] } } } };

      const pages: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await engine.history.events({
          limit: 2,
          where,
          ...(cursor !== undefined && { cursor }),
        });
        pages.push(page.rows.map(({ id }) => id));
        cursor = page.next;
      } while (cursor !== undefined);

      expect(pages.flat()).toEqual([idOf("e"), idOf("c"), idOf("a")]);
      expect(pages.every((page) => page.length <= 2)).toBe(true);
      expect(await ids({ where: { data: { original: { amount: [{ numeric: [">", 2] }] } } } })).toEqual([
        idOf("e"),
        idOf("d"),
      ]);
      expect(await ids({ where, subject: "subject of c" })).toEqual([idOf("c")]);
      expect(await ids({ where: { data: { original: { nested: { parity: ["none"] } } } } })).toEqual([]);
    });

    test("a tail starts at now, goes on from its cursor and misses nothing", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);

      const start = await engine.history.eventsAfter(undefined, 10);
      await engine.bus.publish([busEntry({ providerId: "b" })]);
      await engine.bus.publish([busEntry({ providerId: "c" })]);
      const first = await engine.history.eventsAfter(start.cursor, 1);
      const second = await engine.history.eventsAfter(first.cursor, 10);
      const third = await engine.history.eventsAfter(second.cursor, 10);

      expect(start.rows).toEqual([]);
      expect(first.rows.map(({ id }) => id)).toEqual([idOf("b")]);
      expect(second.rows.map(({ id }) => id)).toEqual([idOf("c")]);
      expect(third).toEqual({ rows: [], cursor: second.cursor });
    });
  });
}
