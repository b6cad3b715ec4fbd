import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { busEntry, idOf } from "./contract-harness.ts";
import {
  type CreateReplayEngine,
  type LetterSpec,
  type ReplayEngine,
  ReplayWorld,
} from "./replay-harness.ts";

/** What a replay job must do on every engine, whatever interrupts it. Call it once per implementation. */
export function testReplayJobs(name: string, create: CreateReplayEngine): void {
  describe(`replay jobs: ${name}`, () => {
    let engine: ReplayEngine;
    let world: ReplayWorld;
    beforeEach(async () => {
      engine = await create();
      world = new ReplayWorld(engine);
    });
    afterEach(() => engine.close());

    const done = () => "done" as const;
    const some = (count: number, change: Partial<LetterSpec> = {}) =>
      world.letters(Array.from({ length: count }, (_, index) => ({ providerId: `p${index}`, ...change })));

    test("a plan counts by consumer and reason, with what is skipped, and changes nothing", async () => {
      await some(3);
      await world.letters([
        {
          providerId: "other",
          consumers: ["audit"],
          failure: { name: "TimeoutError", message: "did not finish", permanent: false },
        },
      ]);

      const plan = await world.operator.planReplay({
        what: { kind: "dead-letters", filter: {} },
        to: { kind: "consumer" },
        limits: { canary: 1, ratePerSecond: 1, maxBacklogAgeSeconds: 60, maxFailureShare: 1 },
        force: false,
        again: false,
      });

      expect(plan).toMatchObject({ count: 4, skipped: [], estimateSeconds: 2 });
      expect(plan.lanes).toEqual([
        { consumer: "fulfil-order", count: 3 },
        { consumer: "audit", count: 1 },
      ]);
      expect(plan.groups.map(({ reason, count }) => [reason, count])).toEqual([
        ["permanent", 3],
        ["attempts_exhausted", 1],
      ]);
      expect(plan.bytes).toBeGreaterThan(1_000);
      expect(await world.free()).toHaveLength(4);
    });

    test("a job sends the canary, waits for its results, ramps up, and reports", async () => {
      await some(120);
      const id = await world.start({ limits: { canary: 5, ratePerSecond: 200 } });
      const steps: number[] = [];

      const end = await world.run(id, done, {
        wait: async (milliseconds) => {
          engine.advance(milliseconds / 1000);
          steps.push((await world.job(id)).sent);
          await world.work(done);
        },
      });

      expect(end).toMatchObject({ kind: "ended", job: { state: "completed" } });
      expect(steps[0]).toBe(5);
      expect(await world.job(id)).toMatchObject({ sent: 120, done: 120, failedAgain: 0, left: 0, open: 0 });
      expect(await world.free()).toEqual([]);
    });

    test("the text that a consumer gets again is byte for byte what came, with its own times, ids and trace", async () => {
      const texts = await some(50, {
        original: { id: 12345678901234567890n.toString(), emoji: "🧾", n: 1.5 },
      });
      const seen = new Map<string, string>();

      await world.run(await world.start(), ({ id, text }) => {
        seen.set(id, text);
        return "done";
      });

      expect(seen).toEqual(texts);
    });

    test("a consumer that fails again stops the ramp within the limit, and the rest stays dead", async () => {
      await some(500);
      let handled = 0;
      const id = await world.start({ limits: { canary: 10, ratePerSecond: 100 } });

      const end = await world.run(id, () => (++handled <= 60 ? "done" : "fail"));

      expect(end).toMatchObject({ kind: "ended", job: { state: "paused", pause: { reason: "failures" } } });
      const job = await world.job(id);
      expect(job.pause?.message).toContain("at fulfil-order");
      // Never more are on their way than have gone well so far, and a canary's worth.
      expect(job.failedAgain).toBeLessThanOrEqual(60 + 10);
      expect(job.left).toBe(500 - job.sent);
      expect(await world.free()).toHaveLength(500 - job.done - job.open);
    });

    test("failures that the policy would try again stop it too, long before they are dead", async () => {
      await some(100);
      const id = await world.start();

      await world.run(id, () => "retry");

      expect(await world.job(id)).toMatchObject({
        state: "paused",
        sent: 10,
        done: 0,
        failedAgain: 0,
        open: 10,
      });
    });

    test("what fails again during a job is not sent in a circle", async () => {
      await some(40);
      const id = await world.start({ limits: { maxFailureShare: 1 } });

      await world.run(id, () => "fail");

      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 40, failedAgain: 40 });
      expect((await world.delivery((await world.free())[0] ?? "")).replay).toBe(1);
    });

    test("is held while the consumer's backlog is older than the limit", async () => {
      await some(100);
      const id = await world.start({ limits: { canary: 0, maxBacklogAgeSeconds: 30 } });
      await engine.bus.publish([busEntry({ providerId: "live" })]);
      engine.advance(31);
      const held: number[] = [];
      let looks = 0;

      await world.run(id, done, {
        wait: async (milliseconds) => {
          engine.advance(milliseconds / 1000);
          if (++looks < 20) held.push((await world.job(id)).sent);
          else await world.work(done);
        },
      });

      expect(new Set(held)).toEqual(new Set([0]));
      expect(await world.job(id)).toMatchObject({ state: "completed", done: 100 });
    });

    test("paused by somebody it sends nothing more; resumed it goes on with a canary", async () => {
      await some(100);
      const id = await world.start({ limits: { canary: 10, ratePerSecond: 50 } });
      let looks = 0;
      await world.run(id, done, {
        wait: async (milliseconds) => {
          engine.advance(milliseconds / 1000);
          await world.work(done);
          if (++looks === 5) await world.operator.pauseJob(id);
        },
      });
      const atPause = await world.job(id);

      await world.run(id, done);
      expect((await world.job(id)).sent).toBe(atPause.sent);
      await world.operator.resumeJob(id);
      const afterCanary: number[] = [];
      await world.run(id, done, {
        wait: async (milliseconds) => {
          afterCanary.push((await world.job(id)).sent - atPause.sent);
          engine.advance(milliseconds / 1000);
          await world.work(done);
        },
      });

      expect(atPause).toMatchObject({ state: "paused", pause: { reason: "asked" } });
      expect(afterCanary[0]).toBe(10);
      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 100, done: 100 });
    });

    test("cancelled it is over: the rest stays dead, and nothing resumes it", async () => {
      await some(50);
      const id = await world.start();

      await world.operator.cancelJob(id);
      await world.operator.resumeJob(id);
      await world.run(id, done);

      expect(await world.job(id)).toMatchObject({ state: "cancelled", sent: 0, left: 50 });
      expect(await world.free()).toHaveLength(50);
    });

    test("the same id a second time is the same job", async () => {
      await some(3);
      const id = await world.start();
      await world.run(id, done);

      const again = await world.operator.startJob(id, (await world.job(id)).request);

      expect(again).toMatchObject({ id, state: "completed", sent: 3 });
    });

    test("one runner at a time: another one is turned away until the first has been silent for long", async () => {
      await some(12);
      const id = await world.start({ limits: { ratePerSecond: 1 } });
      const stop = new AbortController();
      let other: unknown;
      await world.run(id, done, {
        holder: "first",
        stop: stop.signal,
        wait: async () => {
          other ??= await world.run(id, done, { holder: "second" });
          stop.abort();
          await engine.replay.jobs.get(id);
        },
      });

      expect(other).toEqual({ kind: "taken", holder: "first" });
      expect(await world.run(id, done, { holder: "second" })).toMatchObject({
        job: { state: "completed" },
      });
    });

    test("two jobs at once share no letter", async () => {
      await some(300);
      const [one, other] = [await world.start(), await world.start()];

      await Promise.all([world.run(one, done), world.run(other, done)]);

      const jobs = [await world.job(one), await world.job(other)];
      expect(jobs.map(({ state }) => state)).toEqual(["completed", "completed"]);
      expect(jobs.reduce((sum, { sent }) => sum + sent, 0)).toBe(300);
      const report = await world.delivery(`${idOf("p17")}:fulfil-order`);
      expect(report).toMatchObject({ state: "done", replay: 1 });
      expect(await world.free()).toEqual([]);
    });

    test("a letter that has failed in three generations needs force", async () => {
      await some(2);
      for (const _ of [1, 2]) {
        await world.run(await world.start({ limits: { maxFailureShare: 1 } }), () => "fail");
        engine.advance(1);
      }

      const refused = await world.job(await world.start());
      expect(refused.plan).toMatchObject({ count: 0, skipped: [{ reason: "generations", count: 2 }] });
      const forced = await world.start({ force: true });
      await world.run(forced, done);

      expect(await world.job(forced)).toMatchObject({ sent: 2, done: 2 });
    });

    test("letters that are checked out are sent by nobody; when the check-out runs out mid-run, they are", async () => {
      const texts = await some(60);
      const held = [...texts.keys()].slice(0, 10);
      await world.operator.checkOut("chk_1111", held, 120);
      const early = await world.start({ limits: { ratePerSecond: 2_000, canary: 0 } });
      await world.run(early, done);
      expect(await world.job(early)).toMatchObject({ state: "completed", sent: 50 });

      await world.letters(Array.from({ length: 15 }, (_, index) => ({ providerId: `later${index}` })));
      const late = await world.start({ limits: { ratePerSecond: 1, canary: 1 } });
      const wait = async () => {
        engine.advance(10); // a letter each: the hold ends meanwhile
        await world.work(done);
      };
      await world.run(late, done, { wait });

      expect((await world.job(late)).sent).toBe(10 + 15);
      expect(await world.free()).toEqual([]);
    });

    test("a check-out gives exactly its letters back, or sends exactly those", async () => {
      const texts = await some(5);
      const [a = "", b = "", c = ""] = texts.keys();

      const first = await world.operator.checkOut("chk_1111", [a, b], 600);
      const second = await world.operator.checkOut("chk_2222", [b, c], 600);
      expect(first.letters.map(({ id }) => id)).toEqual([a, b]);
      expect(second.letters.map(({ id }) => id)).toEqual([c]);
      expect(await world.free()).toHaveLength(2);

      expect(await world.operator.returnCheckOut("chk_2222")).toEqual({ ids: [c] });
      expect(await world.operator.replayCheckOut("chk_1111")).toEqual({ ids: [a, b] });
      expect(await world.free()).toHaveLength(3);
      expect(await world.work(done)).toEqual([a, b]);
      await expect(world.operator.replayCheckOut("chk_1111")).rejects.toMatchObject({ code: "not_found" });
    });

    test("a check-out that is extended holds beyond its time; one that is not, does not", async () => {
      const [a = "", b = ""] = (await some(2)).keys();
      await world.operator.checkOut("chk_1111", [a], 60);
      await world.operator.checkOut("chk_2222", [b], 60);
      engine.advance(50);

      await world.operator.extendCheckOut("chk_1111", 60);
      engine.advance(20);

      expect(await world.free()).toEqual([b]);
      expect(await world.operator.checkedOut("chk_2222")).toBeUndefined();
      await expect(world.operator.extendCheckOut("chk_2222", 60)).rejects.toMatchObject({
        code: "not_found",
      });
    });

    test("a delivery whose lease runs out mid-run is handed out again and counted once", async () => {
      await some(60);
      const id = await world.start({ limits: { canary: 5, maxFailureShare: 1 } });
      let isFirst = true;

      await world.run(id, done, {
        wait: async (milliseconds) => {
          engine.advance(milliseconds / 1000);
          if (isFirst) {
            isFirst = false;
            await engine.deliveries.receive("fulfil-order", { max: 3, leaseSeconds: 1 }); // and nobody settles them
            engine.advance(2);
          }
          await world.work(done);
        },
      });

      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 60, done: 60, failedAgain: 0 });
    });

    test("over the bus every consumer that matches today gets the event, except those that have it", async () => {
      await world.letters([{ providerId: "a", original: { id: "a", amount: 500 } }]);
      await world.letters([{ providerId: "b", original: { id: "b", amount: 5 } }]);
      const all = new ReplayWorld(engine, ["fulfil-order", "audit", "newcomer"]);
      const id = await world.start({ to: { kind: "bus" } });

      await world.run(id, done, {
        wait: async (milliseconds) => {
          engine.advance(milliseconds / 1000);
          await all.work(done);
        },
      });

      expect((await world.job(id)).lanes.map(({ consumer, sent }) => [consumer, sent])).toEqual([
        ["audit", 2],
        ["fulfil-order", 2],
        ["newcomer", 1],
      ]);
    });

    test("posted to an address of the team's, letters stay dead; each is posted once", async () => {
      const texts = await some(45);
      const posted: string[] = [];
      const ports = {
        ...engine.replay,
        post: async ({ text, deliveryId }: { readonly text: string; readonly deliveryId: string }) => {
          posted.push(deliveryId);
          return text === texts.get(deliveryId);
        },
      };
      const id = await world.start({ to: { kind: "http", url: "http://localhost:4000/" } });

      await world.run(id, done, { ports });

      expect(posted.toSorted()).toEqual([...texts.keys()].toSorted());
      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 45, done: 45, maybeTwice: [] });
      expect(await world.free()).toHaveLength(45);
    });

    test("killed while it posts, the job goes on and names what may have been posted twice", async () => {
      const texts = await some(45);
      const posted: string[] = [];
      let isKilled = false;
      const post = async ({ deliveryId }: { readonly deliveryId: string }) => {
        posted.push(deliveryId);
        if (posted.length === 23 && !isKilled) {
          isKilled = true;
          throw new Error("killed");
        }
        return true;
      };
      const id = await world.start({ to: { kind: "http", url: "http://localhost:4000/" } });
      const stop = new AbortController();

      await world.run(id, done, {
        ports: { ...engine.replay, post },
        stop: stop.signal,
        wait: async () => {
          engine.advance(1); // so that a pack is larger than the first one of whoever goes on
          if (isKilled) stop.abort();
        },
      });
      await world.run(id, done, { ports: { ...engine.replay, post } });

      const twice = [...texts.keys()].filter((each) => posted.filter((one) => one === each).length > 1);
      const job = await world.job(id);
      expect(job).toMatchObject({ state: "completed", sent: 45 });
      expect(twice.length).toBeGreaterThan(0);
      expect(job.maybeTwice).toEqual(expect.arrayContaining(twice));
    });
  });
}
