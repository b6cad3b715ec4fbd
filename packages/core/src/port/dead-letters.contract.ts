import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anyHolder } from "../operator/operator.ts";
import {
  busEntry,
  type CreateEngine,
  type EngineUnderTest,
  type EntrySpec,
  idOf,
} from "./contract-harness.ts";

/** What every implementation of {@link DeadLetters} must do. Call it once per implementation. */
export function testDeadLetters(name: string, create: CreateEngine): void {
  describe(`dead letters: ${name}`, () => {
    let engine: EngineUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    const letter = async (spec: EntrySpec, message = "no such order"): Promise<string> => {
      const consumer = spec.consumers?.[0] ?? "fulfil-order";
      await engine.bus.publish([busEntry(spec)]);
      const [delivery] = await engine.deliveries.receive(consumer, { max: 1, leaseSeconds: 30 });
      if (delivery === undefined) throw new Error("nothing was due");
      await engine.deliveries.deadLetter(delivery.lease, "permanent", {
        name: "Error",
        message,
        permanent: true,
      });
      engine.advance(1);
      return delivery.lease.deliveryId;
    };
    const ids = async (
      filter: Parameters<EngineUnderTest["deadLetters"]["list"]>[0],
    ): Promise<readonly string[]> =>
      (await engine.deadLetters.list(filter, { limit: 100 })).rows.map(({ id }) => id);

    test("list gives the oldest first, in pages", async () => {
      const letters = [
        await letter({ providerId: "a" }),
        await letter({ providerId: "b" }),
        await letter({ providerId: "c" }),
      ];

      const first = await engine.deadLetters.list({}, { limit: 2 });
      const second = await engine.deadLetters.list(
        {},
        { limit: 2, ...(first.next !== undefined && { cursor: first.next }) },
      );

      expect(first.rows.map(({ id }) => id)).toEqual(letters.slice(0, 2));
      expect(second.rows.map(({ id }) => id)).toEqual(letters.slice(2));
      expect(second.next).toBeUndefined();
    });

    test("filters are exact", async () => {
      const payment = await letter({ providerId: "a", type: "payment.succeeded" }, "no such order 17");
      const refund = await letter(
        { providerId: "b", type: "refund.created", consumers: ["audit"] },
        "100% wrong_thing",
      );
      const later = engine.now().toISOString();
      const other = await letter({ providerId: "c", type: "payment.failed", source: "stripe-eu" });

      expect(await ids({ consumer: "audit" })).toEqual([refund]);
      expect(await ids({ type: "payment.*" })).toEqual([payment, other]);
      expect(await ids({ type: "payment.failed" })).toEqual([other]);
      expect(await ids({ type: "payment.[a-z]*" })).toEqual([]);
      expect(await ids({ source: "stripe-eu" })).toEqual([other]);
      expect(await ids({ error: "ORDER 17" })).toEqual([payment]);
      expect(await ids({ error: "100% wrong_" })).toEqual([refund]);
      expect(await ids({ error: "100_ wrong" })).toEqual([]);
      expect(await ids({ since: later })).toEqual([other]);
      expect(await ids({ until: later })).toEqual([payment, refund]);
      expect(await ids({ ids: [refund, other] })).toEqual([refund, other]);
      expect(await ids({ ids: [] })).toEqual([]);
      expect(await ids({ type: "payment.*", source: "stripe" })).toEqual([payment]);
    });

    test("a replayed letter goes to its own consumer again, as a new generation with its attempts counted anew", async () => {
      const id = await letter({ providerId: "a", consumers: ["fulfil-order"] });

      const change = await engine.deadLetters.replay({}, 10);

      expect(change).toEqual({ ids: [id], left: 0 });
      expect(await ids({})).toEqual([]);
      const received = await engine.deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
      expect(received).toMatchObject([{ attempt: 1, replay: 1, lease: { deliveryId: id } }]);
    });

    test("the attempts of earlier generations stay in history", async () => {
      await letter({ providerId: "a" });
      await engine.deadLetters.replay({}, 10);
      const [delivery] = await engine.deliveries.receive("fulfil-order", { max: 1, leaseSeconds: 30 });
      if (delivery !== undefined) await engine.deliveries.complete(delivery.lease);

      const [report] = (await engine.history.event(idOf("a")))?.history ?? [];

      expect(report).toMatchObject({ state: "done", replay: 1 });
      expect(report?.attempts).toMatchObject([
        { number: 1, outcome: "failed", replay: 0 },
        { number: 2, outcome: "done", replay: 1 },
      ]);
    });

    test("replay takes no more than its limit, oldest first, and says how many are left", async () => {
      const letters = [
        await letter({ providerId: "a" }),
        await letter({ providerId: "b" }),
        await letter({ providerId: "c" }),
      ];

      expect(await engine.deadLetters.replay({}, 2)).toEqual({ ids: letters.slice(0, 2), left: 1 });
      expect(await engine.deadLetters.replay({}, 2)).toEqual({ ids: letters.slice(2), left: 0 });
    });

    test("a discarded letter is gone from the list and stays in history with the reason", async () => {
      const id = await letter({ providerId: "a" });

      expect(await engine.deadLetters.discard({ ids: [id] }, 10, "order was cancelled by phone")).toEqual({
        ids: [id],
        left: 0,
      });
      expect(await ids({})).toEqual([]);
      const [report] = (await engine.history.event(idOf("a")))?.history ?? [];
      expect(report).toMatchObject({ state: "discarded", reason: "order was cancelled by phone" });
    });

    test("a leased letter is seen, replayed and discarded by nobody, until it is given back", async () => {
      const id = await letter({ providerId: "a" });
      const until = new Date(engine.now().getTime() + 60_000);

      expect(await engine.deadLetters.lease({}, 10, until)).toEqual({ ids: [id], left: 0 });
      expect(await ids({})).toEqual([]);
      expect((await engine.deadLetters.lease({}, 10, until)).ids).toEqual([]);
      expect((await engine.deadLetters.replay({}, 10)).ids).toEqual([]);
      expect((await engine.deadLetters.discard({}, 10, "x")).ids).toEqual([]);
      expect(await engine.deadLetters.giveBack([id])).toBe(1);
      expect(await ids({})).toEqual([id]);
    });

    test("what anybody has checked out is found without naming them, oldest first, until it comes back", async () => {
      const [one, other, free] = [
        await letter({ providerId: "a" }),
        await letter({ providerId: "b", consumers: ["audit"] }),
        await letter({ providerId: "c" }),
      ];
      const until = new Date(engine.now().getTime() + 60_000);
      await engine.deadLetters.lease({ ids: [other] }, 1, until, "chk_1");
      await engine.deadLetters.lease({ ids: [one] }, 1, until, "chk_2");

      const held = await engine.deadLetters.list({ holder: anyHolder }, { limit: 10 });

      expect(held.rows).toMatchObject([
        { id: one, leasedUntil: until.toISOString() },
        { id: other, leasedUntil: until.toISOString() },
      ]);
      expect(await ids({ holder: "chk_1" })).toEqual([other]);
      expect(await ids({})).toEqual([free]);
      await engine.deadLetters.giveBack([one]);
      expect(await ids({ holder: anyHolder })).toEqual([other]);
      engine.advance(61);
      expect(await ids({ holder: anyHolder })).toEqual([]);
    });

    test("a lease that runs out gives the letter back", async () => {
      const id = await letter({ providerId: "a" });
      await engine.deadLetters.lease({}, 10, new Date(engine.now().getTime() + 60_000));

      engine.advance(61);

      expect(await ids({})).toEqual([id]);
    });
  });
}
