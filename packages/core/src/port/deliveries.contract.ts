import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Failure } from "../delivery/failure.ts";
import { busEntry, type CreateEngine, type EngineUnderTest, idOf } from "./contract-harness.ts";
import type { LeasedDelivery } from "./deliveries.ts";

const failure: Failure = { name: "TypeError", message: "cannot read", stack: "at x", permanent: false };

/** What every implementation of {@link Deliveries} must do. Call it once per implementation. */
export function testDeliveries(name: string, create: CreateEngine): void {
  describe(`deliveries: ${name}`, () => {
    let engine: EngineUnderTest;
    beforeEach(async () => {
      engine = await create();
    });
    afterEach(() => engine.close());

    const receive = (consumer = "fulfil-order", max = 10): Promise<readonly LeasedDelivery[]> =>
      engine.deliveries.receive(consumer, { max, leaseSeconds: 30 });
    const receiveOne = async (): Promise<LeasedDelivery> => {
      const [delivery] = await receive();
      if (delivery === undefined) throw new Error("nothing was due");
      return delivery;
    };

    test("receive hands out what is due, as the first attempt", async () => {
      const entry = busEntry({ providerId: "a" });
      await engine.bus.publish([entry]);

      const delivery = await receiveOne();

      expect(delivery).toMatchObject({ consumer: "fulfil-order", attempt: 1, replay: 0 });
      expect(delivery.lease.deliveryId).toBe(`${idOf("a")}:fulfil-order`);
      expect(JSON.parse(delivery.text)).toEqual(JSON.parse(entry.text));
    });

    test("a leased delivery is handed to nobody else", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      await receiveOne();

      expect(await receive()).toEqual([]);
    });

    test("receive gives no more than asked for, the longest due first", async () => {
      for (const providerId of ["a", "b", "c"]) {
        await engine.bus.publish([busEntry({ providerId })]);
        engine.advance(1);
      }

      const received = await receive("fulfil-order", 2);

      expect(received.map(({ lease }) => lease.deliveryId)).toEqual([
        `${idOf("a")}:fulfil-order`,
        `${idOf("b")}:fulfil-order`,
      ]);
    });

    test("consumers get their own deliveries and no others", async () => {
      await engine.bus.publish([busEntry({ providerId: "a", consumers: ["one"] })]);
      await engine.bus.publish([busEntry({ providerId: "b", consumers: ["two"] })]);

      const received = await receive("two");

      expect(received.map(({ lease }) => lease.deliveryId)).toEqual([`${idOf("b")}:two`]);
    });

    test("a completed delivery is done and never handed out again", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const { lease } = await receiveOne();

      expect(await engine.deliveries.complete(lease)).toBe(true);
      engine.advance(3600);
      expect(await receive()).toEqual([]);
      expect((await engine.history.event(idOf("a")))?.deliveries).toEqual([
        { consumer: "fulfil-order", state: "done" },
      ]);
    });

    test("completing twice changes nothing the second time", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const { lease } = await receiveOne();
      await engine.deliveries.complete(lease);

      expect(await engine.deliveries.complete(lease)).toBe(false);
    });

    test("a lease that ran out is handed out again, and the old one settles nothing any more", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const first = await receiveOne();
      engine.advance(31);
      const second = await receiveOne();

      expect(await engine.deliveries.complete(first.lease)).toBe(false);
      expect(await engine.deliveries.retryAt(first.lease, engine.now(), failure)).toBe(false);
      expect(await engine.deliveries.deadLetter(first.lease, "permanent", failure)).toBe(false);
      expect(await engine.deliveries.complete(second.lease)).toBe(true);
    });

    test("a failed attempt is due again at its time, not before, as the next attempt", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const { lease } = await receiveOne();

      await engine.deliveries.retryAt(lease, new Date(engine.now().getTime() + 60_000), failure);

      engine.advance(59);
      expect(await receive()).toEqual([]);
      engine.advance(2);
      expect(await receiveOne()).toMatchObject({ attempt: 2, replay: 0 });
    });

    test("a failed attempt stands in the delivery's history", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const { lease } = await receiveOne();
      await engine.deliveries.retryAt(lease, engine.now(), failure);

      const [report] = (await engine.history.event(idOf("a")))?.history ?? [];

      expect(report).toMatchObject({ state: "scheduled", running: false });
      expect(report?.attempts).toMatchObject([
        { number: 1, outcome: "failed", error: { name: "TypeError", message: "cannot read", stack: "at x" } },
      ]);
    });

    test("a dead letter keeps its reason and failure and is not handed out again", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      const { lease } = await receiveOne();

      expect(await engine.deliveries.deadLetter(lease, "permanent", failure)).toBe(true);
      engine.advance(86_400);
      expect(await receive()).toEqual([]);
      const { rows } = await engine.deadLetters.list({}, { limit: 10 });
      expect(rows).toMatchObject([
        {
          id: `${idOf("a")}:fulfil-order`,
          reason: "permanent",
          errorName: "TypeError",
          errorMessage: "cannot read",
        },
      ]);
    });
  });
}
