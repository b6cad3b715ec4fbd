import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeadLetterFilter } from "../operator/operator.ts";
import type { Job } from "../replay/job.ts";
import { busEntry, idOf } from "./contract-harness.ts";
import { type CreateReplayEngine, request, type ReplayEngine, ReplayWorld } from "./replay-harness.ts";

/** What every implementation of {@link Jobs} and {@link Replays} must do. Call it once per implementation. */
export function testReplays(name: string, create: CreateReplayEngine): void {
  let engine: ReplayEngine;
  let world: ReplayWorld;
  let createdTime: string;
  beforeEach(async () => {
    engine = await create();
    world = new ReplayWorld(engine);
    createdTime = engine.now().toISOString(); // an engine's clock may go on by itself
  });
  afterEach(() => engine.close());

  const job = (change: Partial<Job> = {}): Job => ({
    id: "job_0001",
    version: 1,
    state: "running",
    request: request(),
    plan: { count: 0, lanes: [], skipped: [], bytes: 0, estimateSeconds: 0 },
    createdTime,
    base: {},
    sending: [],
    maybeTwice: [],
    ...change,
  });

  describe(`jobs: ${name}`, () => {
    test("a job is kept as it was given, once", async () => {
      expect(await engine.replay.jobs.add(job())).toBe(true);
      expect(await engine.replay.jobs.add(job({ state: "paused" }))).toBe(false);

      expect(await engine.replay.jobs.get("job_0001")).toEqual(job());
      expect(await engine.replay.jobs.get("job_0002")).toBeUndefined();
    });

    test("a change on an old version is refused and changes nothing", async () => {
      await engine.replay.jobs.add(job());
      const first = await engine.replay.jobs.update(job({ state: "paused" }));

      expect(first).toEqual(job({ state: "paused", version: 2 }));
      expect(await engine.replay.jobs.update(job({ state: "cancelled" }))).toBeUndefined();
      expect(await engine.replay.jobs.get("job_0001")).toEqual(first);
    });

    test("jobs come newest first, in pages", async () => {
      for (const id of ["job_0001", "job_0002", "job_0003"]) {
        await engine.replay.jobs.add(job({ id, createdTime: engine.now().toISOString() }));
        engine.advance(1);
      }

      const first = await engine.replay.jobs.list({ limit: 2 });
      const second = await engine.replay.jobs.list({
        limit: 2,
        ...(first.next !== undefined && { cursor: first.next }),
      });

      expect(first.rows.map(({ id }) => id)).toEqual(["job_0003", "job_0002"]);
      expect(second.rows.map(({ id }) => id)).toEqual(["job_0001"]);
      expect(second.next).toBeUndefined();
    });
  });

  describe(`replays: ${name}`, () => {
    const all = async () => (await engine.replay.replays.countLetters({})).groups;

    test("letters are counted by consumer, reason and error, with their age and size", async () => {
      const texts = await world.letters([
        { providerId: "a" },
        { providerId: "b", failure: { name: "TypeError", message: "x", permanent: false } },
      ]);
      engine.advance(60);
      await world.letters([{ providerId: "c", original: { id: "c", note: "é".repeat(100) } }]);

      const groups = (await all()).toSorted((one, other) => other.count - one.count);

      expect(groups).toMatchObject([
        { consumer: "fulfil-order", reason: "permanent", errorName: "Error", count: 2 },
        { consumer: "fulfil-order", reason: "attempts_exhausted", errorName: "TypeError", count: 1 },
      ]);
      const [error] = groups;
      expect(
        Date.parse(error?.newestTime ?? "") - Date.parse(error?.oldestTime ?? ""),
      ).toBeGreaterThanOrEqual(60_000);
      const [first = ""] = texts.values();
      const [, typeError] = groups;
      expect(typeError?.bytes).toBe(Buffer.byteLength(first)); // as long as the first one's
      expect(error?.bytes).toBeGreaterThan(2 * Buffer.byteLength(first) + 150);
    });

    test("over the bus, a plan counts what others get once an event, and what they have done as left alone", async () => {
      const everybody = new ReplayWorld(engine, ["fulfil-order", "audit", "newcomer"]);
      const specs = [
        { providerId: "a", consumers: ["fulfil-order", "audit"], original: { id: "a", amount: 500 } },
        { providerId: "b", consumers: ["fulfil-order", "audit"], original: { id: "b", amount: 5 } },
        { providerId: "c", consumers: ["fulfil-order"], original: { id: "c", amount: 500 } },
      ];
      await engine.bus.publish(specs.map((spec) => busEntry(spec)));
      await world.work(({ id }) => (id === `${idOf("b")}:audit` ? "done" : "fail"));
      engine.advance(1);
      const plan = (filter: DeadLetterFilter, again = false) =>
        world.operator.planReplay(
          request({ what: { kind: "dead-letters", filter }, to: { kind: "bus" }, again }),
        );
      const done = [{ reason: "done", count: 1 }];

      expect(await plan({})).toMatchObject({
        count: 4,
        skipped: done,
        others: [
          { consumer: "audit", count: 1, skipped: done },
          { consumer: "newcomer", count: 2, skipped: [] },
        ],
      });
      expect((await plan({}, true)).others).toMatchObject([{ count: 2, skipped: [] }, { count: 2 }]);
      expect((await plan({ consumer: "fulfil-order" })).others).toMatchObject([
        { consumer: "audit", count: 2, skipped: done },
        { consumer: "newcomer", count: 2, skipped: [] },
      ]);
      const id = await world.start({ to: { kind: "bus" } });
      await everybody.run(id, () => "done");
      const { lanes } = await world.job(id);
      expect(lanes.map(({ consumer, sent }) => [consumer, sent])).toEqual([
        ["audit", 2],
        ["fulfil-order", 3],
        ["newcomer", 2],
      ]);
    });

    test("sends exactly the letters that are named, with the text as it came, and counts them for the job", async () => {
      const texts = await world.letters([{ providerId: "a" }, { providerId: "b" }, { providerId: "c" }]);
      const [a = "", b = ""] = texts.keys();
      await engine.replay.jobs.add(job());

      const sent = await engine.replay.replays.sendLetters({
        job: "job_0001",
        letters: [{ id: a }, { id: b }, { id: `${idOf("nobody")}:fulfil-order` }],
        again: false,
      });

      expect(sent).toEqual({ ids: [a, b], maybeTwice: [] });
      const received = await engine.deliveries.receive("fulfil-order", { max: 10, leaseSeconds: 30 });
      expect(
        received.map(({ lease, replay, attempt, text }) => [lease.deliveryId, replay, attempt, text]),
      ).toEqual([
        [a, 1, 1, texts.get(a)],
        [b, 1, 1, texts.get(b)],
      ]);
      expect(await engine.replay.replays.progress("job_0001")).toEqual([
        { consumer: "fulfil-order", sent: 2, skipped: 0, done: 0, failing: 0, failed: 0 },
      ]);
    });

    test("sends nothing that has gone, that died since, or that somebody else holds", async () => {
      const texts = await world.letters([{ providerId: "a" }, { providerId: "b" }, { providerId: "c" }]);
      const [a = "", b = "", c = ""] = texts.keys();
      const before = engine.now().toISOString();
      await engine.deadLetters.discard({ ids: [a] }, 1, "x");
      await engine.deadLetters.lease({ ids: [b] }, 1, new Date(engine.now().getTime() + 60_000), "chk_other");
      await engine.deadLetters.replay({ ids: [c] }, 1);
      await world.work(() => "fail");

      const letters = [{ id: a }, { id: b }, { id: c }];
      const { ids } = await engine.replay.replays.sendLetters({ letters, before, again: false });
      const own = await engine.replay.replays.sendLetters({
        letters: [{ id: b }],
        holder: "chk_other",
        again: false,
      });

      expect(ids).toEqual([]);
      expect(own.ids).toEqual([b]);
    });

    test("counts what became of the letters: failing, done, dead again", async () => {
      const texts = await world.letters([{ providerId: "a" }, { providerId: "b" }, { providerId: "c" }]);
      const [a = "", b = ""] = texts.keys();
      await engine.replay.jobs.add(job());
      const letters = [...texts.keys()].map((id) => ({ id }));
      await engine.replay.replays.sendLetters({ job: "job_0001", letters, again: false });
      const lane = async () => (await engine.replay.replays.progress("job_0001"))[0];

      await world.work(({ id }) => (id === a ? "done" : id === b ? "fail" : "retry"));
      expect(await lane()).toMatchObject({ sent: 3, done: 1, failing: 1, failed: 1 });

      engine.advance(3_601);
      await world.work(() => "retry");
      expect(await lane()).toMatchObject({ sent: 3, done: 1, failing: 1, failed: 1 });

      engine.advance(3_601);
      await world.work(() => "done");
      expect(await lane()).toMatchObject({ sent: 3, done: 2, failing: 0, failed: 1 });
    });

    test("what a later job sends again stays as it was in the report of the first", async () => {
      const texts = await world.letters([{ providerId: "a" }]);
      const letters = [...texts.keys()].map((id) => ({ id }));
      for (const id of ["job_0001", "job_0002"]) {
        await engine.replay.jobs.add(job({ id }));
        await engine.replay.replays.sendLetters({ job: id, letters, again: false });
        await world.work(() => (id === "job_0001" ? "fail" : "done"));
      }

      expect(await engine.replay.replays.progress("job_0001")).toMatchObject([
        { sent: 1, done: 0, failed: 1 },
      ]);
      expect(await engine.replay.replays.progress("job_0002")).toMatchObject([
        { sent: 1, done: 1, failed: 0 },
      ]);
    });

    test("other consumers get the event too, except those that have it done or on its way", async () => {
      const texts = await world.letters([{ providerId: "a", consumers: ["fulfil-order", "audit"] }]);
      const [own = "", audit = ""] = texts.keys();
      await engine.deadLetters.replay({ ids: [audit] }, 1);
      await world.work(() => "done");
      await engine.replay.jobs.add(job());

      const send = (again: boolean) =>
        engine.replay.replays.sendLetters({
          job: "job_0001",
          letters: [{ id: own, consumers: ["fulfil-order", "audit", "newcomer"] }],
          again,
        });
      await send(false);
      const first = await engine.replay.replays.progress("job_0001");
      await new ReplayWorld(engine, ["fulfil-order", "newcomer"]).work(() => "fail");
      await send(true);

      expect(first.map(({ consumer, sent }) => [consumer, sent])).toEqual([
        ["fulfil-order", 1],
        ["newcomer", 1],
      ]);
      const lanes = await engine.replay.replays.progress("job_0001");
      expect(lanes.map(({ consumer, sent }) => [consumer, sent])).toEqual([
        ["audit", 1],
        ["fulfil-order", 2],
        ["newcomer", 2],
      ]);
      expect((await world.delivery(audit)).attempts.map(({ outcome }) => outcome)).toEqual([
        "failed",
        "done",
      ]);
    });

    test("the backlog's age is that of the oldest due delivery, by consumer", async () => {
      await engine.bus.publish([busEntry({ providerId: "a" })]);
      engine.advance(42);

      expect(await engine.replay.replays.backlogAgeSeconds(["fulfil-order", "audit", "nobody"])).toEqual([
        42, 0, 0,
      ]);
    });

    test("an edited letter reaches its consumer changed, keeps its id, and the change stands in its history", async () => {
      const texts = await world.letters([
        { providerId: "a", consumers: ["fulfil-order", "audit"], original: { amount: 1 } },
      ]);
      const [own = "", audit = ""] = texts.keys();

      const edited = await world.operator.editDeadLetter(
        own,
        [{ path: "data.original.amount", value: 2 }],
        "the provider sent it wrong",
      );
      await world.work(({ text }) => (text.includes('"amount":2') ? "fail" : "retry"));

      expect(edited).toEqual({ id: own, changes: [{ path: "data.original.amount", before: 1, after: 2 }] });
      expect(await world.free()).toEqual(
        [audit, own].toSorted((one, other) => (one === audit ? -1 : other === audit ? 1 : 0)),
      );
      expect((await world.delivery(own)).edits).toMatchObject([
        {
          reason: "the provider sent it wrong",
          changes: [{ path: "data.original.amount", before: 1, after: 2 }],
        },
      ]);
      expect(
        (await engine.replay.replays.texts([own, audit])).map(
          (text) => JSON.parse(text ?? "{}").data.original,
        ),
      ).toEqual([{ amount: 2 }, { amount: 1 }]);
    });

    test("a letter that is checked out by somebody is edited by nobody", async () => {
      const [own = ""] = (await world.letters([{ providerId: "a" }])).keys();
      await engine.deadLetters.lease({}, 1, new Date(engine.now().getTime() + 60_000), "chk_1111");

      await expect(
        world.operator.editDeadLetter(own, [{ path: "data.x", value: 1 }], "x"),
      ).rejects.toMatchObject({
        code: "not_found",
      });
    });
  });
}
