import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { busEntry, idOf } from "./contract-harness.ts";
import { type CreateReplayEngine, killedAt, type ReplayEngine, ReplayWorld } from "./replay-harness.ts";

/** What a replay from the archive must do on every engine. Call it once per implementation. */
export function testReplayArchive(name: string, create: CreateReplayEngine): void {
  describe(`replay from the archive: ${name}`, () => {
    let engine: ReplayEngine;
    let world: ReplayWorld;
    beforeEach(async () => {
      engine = await create();
      world = new ReplayWorld(engine);
    });
    afterEach(() => engine.close());

    const done = () => "done" as const;

    const archive = async (count: number) => {
      const since = engine.now().toISOString();
      for (let index = 0; index < count; index += 1) {
        const amount = index % 2 === 0 ? 500 : 5;
        await engine.bus.publish([
          busEntry({
            providerId: `e${index}`,
            consumers: ["fulfil-order"],
            original: { id: `e${index}`, amount },
          }),
        ]);
      }
      await world.work(done, 1_000);
      engine.advance(1);
      return { since, until: engine.now().toISOString() };
    };

    test("a new consumer is fed what it would have got, and nothing twice", async () => {
      const query = { ...(await archive(60)), consumer: "newcomer" };
      const newcomer = new ReplayWorld(engine, ["newcomer"]);
      const what = { kind: "archive", query } as const;
      const seen: string[] = [];

      const id = await world.start({ what });
      expect((await world.job(id)).plan).toMatchObject({ count: 30, skipped: [] });
      await newcomer.run(id, ({ text, replay }) => {
        seen.push(text);
        return replay === 1 ? "done" : "fail";
      });

      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 30, done: 30, left: 0 });
      expect(new Set(seen).size).toBe(30);
      expect(seen.every((text) => text.includes('"amount":500'))).toBe(true);
    });

    test("what a consumer has done is skipped and counted, unless it is to run again", async () => {
      const query = await archive(20);
      const what = { kind: "archive", query: { ...query, consumer: "fulfil-order" } } as const;

      const skipped = await world.start({ what });
      await world.run(skipped, done);
      const again = await world.start({ what, again: true });
      await world.run(again, done);

      expect(await world.job(skipped)).toMatchObject({
        sent: 0,
        skippedCount: 20,
        plan: { count: 0, skipped: [{ reason: "done", count: 20 }] },
      });
      expect(await world.job(again)).toMatchObject({ sent: 20, done: 20, skippedCount: 0 });
      expect((await world.delivery(`${idOf("e3")}:fulfil-order`)).attempts).toMatchObject([
        { outcome: "done", replay: 0 },
        { outcome: "done", replay: 1 },
      ]);
    });

    test("its window and its filters are exact", async () => {
      await archive(3);
      engine.advance(60);
      const query = await archive(0);
      await engine.bus.publish([busEntry({ providerId: "in", type: "payment.failed", consumers: [] })]);
      await engine.bus.publish([busEntry({ providerId: "type", type: "payment.succeeded", consumers: [] })]);
      engine.advance(1);
      const until = engine.now().toISOString();
      await engine.bus.publish([busEntry({ providerId: "late", type: "payment.failed", consumers: [] })]);

      const id = await world.start({
        what: { kind: "archive", query: { since: query.since, until, type: "payment.failed" } },
      });
      await world.run(id, done);

      const { lanes } = await world.job(id);
      expect(lanes.map(({ consumer, sent }) => [consumer, sent])).toEqual([
        ["audit", 1],
        ["fulfil-order", 1],
      ]);
      expect((await engine.history.event(idOf("late")))?.deliveries).toEqual([]);
    });

    test("killed at any call and run again, each event goes once", async () => {
      const query = { ...(await archive(40)), consumer: "audit" };
      for (const moment of ["before", "after"] as const) {
        for (let call = 1; call <= 12; call += 1) {
          const id = await world.start({ what: { kind: "archive", query }, limits: { canary: 3 } });
          const auditor = new ReplayWorld(engine, ["audit"]);
          await auditor
            .run(id, done, { ports: killedAt(engine.replay, call, moment) })
            .catch(() => undefined);
          await world.operator.resumeJob(id); // a kill may look like an engine that failed five times
          await auditor.run(id, done);
          expect(await world.job(id)).toMatchObject({ state: "completed" });
        }
      }
      for (let index = 0; index < 40; index += 1) {
        expect(await world.delivery(`${idOf(`e${index}`)}:audit`)).toMatchObject({
          state: "done",
          replay: 1,
        });
      }
    });
  });
}
