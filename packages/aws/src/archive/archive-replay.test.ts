import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import { killedAt, ReplayWorld } from "@hookyard/core/port/replay-harness";
import type { ReplayRequest } from "@hookyard/core/replay/replay-request";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsUnderTest, createAwsUnderTest } from "../testing/aws-under-test.ts";
import type { EventBridgeReplays } from "../testing/event-bridge-replays.ts";
import { serviceError } from "../testing/json-answers.ts";

describe("a replay by EventBridge's archive", () => {
  let engine: AwsUnderTest;
  let world: ReplayWorld;
  let wire: EventBridgeReplays;
  beforeEach(async () => {
    engine = await createAwsUnderTest();
    world = new ReplayWorld(engine);
    wire = engine.world.eventBridgeService.archive;
  });
  afterEach(() => engine.close());

  const done = () => "done" as const;

  /** Publishes `count` events, one in `everySeconds`, that `fulfil-order` has done; then lets the archive have them. */
  const archive = async (count: number, { everySeconds = 20, ageMinutes = 15 } = {}) => {
    const since = engine.now().toISOString();
    for (let index = 0; index < count; index += 1) {
      await engine.bus.publish([
        busEntry({
          providerId: `e${index}`,
          consumers: ["fulfil-order"],
          receivedtime: engine.now().toISOString(),
          original: { id: `e${index}`, amount: 500 },
        }),
      ]);
      engine.advance(everySeconds);
    }
    await world.work(done, 1_000);
    const until = engine.now().toISOString();
    engine.advance(ageMinutes * 60);
    return { since, until };
  };

  const start = (
    query: {
      readonly since: string;
      readonly until: string;
      readonly consumer?: string;
      readonly type?: string;
    },
    change: Omit<Partial<ReplayRequest>, "limits"> & {
      readonly limits?: Partial<ReplayRequest["limits"]>;
    } = {},
  ) => world.start({ what: { kind: "archive", query, from: "archive" }, ...change });

  test("feeds a new consumer through its own rule, and nobody else", async () => {
    const newcomer = new ReplayWorld(engine, ["newcomer", "fulfil-order", "audit"]);
    const query = { ...(await archive(12)), consumer: "newcomer" };
    const seen: string[] = [];

    const id = await start(query);
    const end = await newcomer.run(id, ({ id: delivery, replay }) => {
      seen.push(`${delivery} ${replay}`);
      return "done";
    });

    expect(end).toMatchObject({ kind: "ended", job: { state: "completed" } });
    expect(await world.job(id)).toMatchObject({ sent: 12, done: 12, skippedCount: 0, left: 0 });
    expect(new Set(seen)).toEqual(
      new Set(Array.from({ length: 12 }, (_, index) => `${idOf(`e${index}`)}:newcomer 1`)),
    );
  });

  test("leaves alone what is done, and counts it; --again has it run as the next generation, once", async () => {
    const query = { ...(await archive(6)), consumer: "fulfil-order" };
    const seen: number[] = [];
    const handle = ({ replay }: { readonly replay: number }) => {
      seen.push(replay);
      return "done" as const;
    };

    const skipped = await start(query);
    await world.run(skipped, handle);
    const again = await start(query, { again: true });
    await world.run(again, handle);

    expect(await world.job(skipped)).toMatchObject({ state: "completed", sent: 0, skippedCount: 6 });
    expect(await world.job(again)).toMatchObject({ state: "completed", sent: 6, done: 6, skippedCount: 0 });
    expect(seen).toEqual([1, 1, 1, 1, 1, 1]);
    expect((await world.delivery(`${idOf("e3")}:fulfil-order`)).attempts).toMatchObject([
      { outcome: "done", replay: 0 },
      { outcome: "done", replay: 1 },
    ]);
  });

  test("sends whole minutes to all rules, and consumers leave what was not asked for", async () => {
    await archive(3, { everySeconds: 1, ageMinutes: 0 });
    const query = await archive(0, { ageMinutes: 0 });
    const publish = (providerId: string, type: string) =>
      engine.bus.publish([
        busEntry({ providerId, type, consumers: [], receivedtime: engine.now().toISOString() }),
      ]);
    await publish("in", "payment.failed");
    await publish("type", "payment.succeeded");
    engine.advance(1);
    const until = engine.now().toISOString();
    await publish("late", "payment.failed");
    engine.advance(900);

    const id = await start({ since: query.since, until, type: "payment.failed" });
    await new ReplayWorld(engine, ["fulfil-order", "audit", "newcomer"]).run(id, done);

    const { lanes, plan } = await world.job(id);
    expect(lanes).toMatchObject([
      { consumer: "audit", sent: 1, skipped: 0 },
      { consumer: "fulfil-order", sent: 1, skipped: 0 },
    ]);
    expect([plan.archive?.since, plan.archive?.until].map((time) => time?.slice(17))).toEqual([
      "00.000Z",
      "00.000Z",
    ]);
    expect((await engine.history.event(idOf("late")))?.deliveries).toEqual([]);
  });

  test("waits until events are in the archive, says so, and loses none", async () => {
    const query = { ...(await archive(6, { everySeconds: 90, ageMinutes: 0 })), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const reasons = new Set<string | undefined>();

    const id = await start(query);
    await newcomer.run(id, done, { onWait: (reason) => reasons.add(reason) });

    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 6, done: 6 });
    expect([...reasons]).toContain("freshness");
  });

  test("begins with a minute, and doubles", async () => {
    wire.minutesPerLook = 1;
    const query = { ...(await archive(20, { everySeconds: 60 })), consumer: "fulfil-order" };

    const id = await start(query);
    await world.run(id, done);

    const lengths = [...wire.replays.values()].map(({ start: from, end }) => (end - from) / 60_000);
    expect(lengths.slice(0, 4)).toEqual([1, 2, 4, 8]);
    expect(await world.job(id)).toMatchObject({ state: "completed", skippedCount: 20 });
  });

  test("stops EventBridge when too much fails again; resumed, it sends what is left, and nothing twice", async () => {
    wire.minutesPerLook = 1;
    const query = { ...(await archive(20, { everySeconds: 30 })), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const seen: string[] = [];
    let isBroken = true;
    const handle = ({ id: delivery }: { readonly id: string }) => {
      seen.push(delivery);
      return isBroken && seen.length > 8 ? ("fail" as const) : done();
    };

    const id = await start(query, { limits: { canary: 2 } });
    await newcomer.run(id, handle);
    const paused = await world.job(id);
    const atPause = wire.calls.at(-1);
    isBroken = false;
    await world.operator.resumeJob(id);
    await newcomer.run(id, handle);

    expect(paused).toMatchObject({ state: "paused", pause: { reason: "failures" } });
    expect(paused.sent).toBeLessThan(20);
    expect(atPause).toBe(`CancelReplay ${paused.archive?.current?.name}`);
    const { failedAgain } = paused;
    expect(await world.job(id)).toMatchObject({
      state: "completed",
      sent: 20,
      done: 20 - failedAgain,
      failedAgain,
    });
    expect(seen).toHaveLength(20);
    expect(await world.free({ consumer: "newcomer" })).toHaveLength(failedAgain);
  });

  test("somebody's pause and cancel stop EventBridge too; resumed, it goes on where EventBridge was", async () => {
    wire.minutesPerLook = 1;
    const query = { ...(await archive(30, { everySeconds: 30 })), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const seen: string[] = [];
    const handle = ({ id: delivery }: { readonly id: string }) => {
      seen.push(delivery);
      return "done" as const;
    };
    const wait = async (milliseconds: number) => {
      engine.advance(milliseconds / 1000);
      await newcomer.work(handle);
      if (seen.length >= 18) await world.operator.pauseJob(id);
    };

    const id = await start(query);
    await newcomer.run(id, handle, { wait });
    const paused = await world.job(id);
    await world.operator.resumeJob(id);
    await newcomer.run(id, handle);

    expect(paused).toMatchObject({ state: "paused", pause: { reason: "asked" } });
    expect([...wire.replays.values()].map(({ state }) => state)).toContain("CANCELLED");
    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 30, done: 30 });
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("a cancelled job is cancelled at EventBridge, also by who does not run it", async () => {
    wire.minutesPerLook = 1;
    const query = { ...(await archive(6, { everySeconds: 60 })), consumer: "newcomer" };

    const id = await start(query, { limits: { canary: 0 } });
    const stop = new AbortController();
    await world.run(id, done, {
      stop: stop.signal,
      onWait: (reason) => reason === "archive" && stop.abort(),
    });
    await world.operator.cancelJob(id);

    expect(wire.calls.at(-1)).toBe(`CancelReplay ${id}.1`);
    expect(await world.job(id)).toMatchObject({ state: "cancelled" });
  });

  test("a replay that EventBridge fails pauses the job with EventBridge's reason; so does one that others cancel", async () => {
    const query = { ...(await archive(6)), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const spoil = (state: "FAILED" | "CANCELLED", reason?: string) =>
      wire.faults.push((operation, { ReplayName }) => {
        const replay = wire.replays.get(String(ReplayName));
        if (operation !== "DescribeReplay" || replay === undefined) return undefined;
        Object.assign(replay, { state, reason });
        wire.faults.length = 0;
        return undefined;
      });

    const id = await start(query);
    spoil("FAILED", "the bus is encrypted with a key that is gone");
    await newcomer.run(id, done);
    const failed = await world.job(id);
    await world.operator.resumeJob(id);
    spoil("CANCELLED");
    await newcomer.run(id, done);
    const stopped = await world.job(id);
    await world.operator.resumeJob(id);
    await newcomer.run(id, done);

    expect(failed).toMatchObject({
      state: "paused",
      pause: { reason: "engine", message: expect.stringContaining("encrypted with a key that is gone") },
    });
    expect(stopped).toMatchObject({ state: "paused", pause: { reason: "engine" } });
    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 6, done: 6 });
  });

  test("waits while the account has ten replays under way, and goes on when one has ended", async () => {
    const query = { ...(await archive(3)), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    for (let index = 0; index < 10; index += 1) {
      const name = `other-${index}`;
      wire.replays.set(name, { name, start: 0, end: 1, rules: [], state: "RUNNING", upto: 0 });
    }
    const reasons: (string | undefined)[] = [];

    const id = await start(query);
    await newcomer.run(id, done, {
      onWait: (reason) => {
        reasons.push(reason);
        const other = wire.replays.get("other-7");
        if (reason === "quota" && other !== undefined) other.state = "COMPLETED";
      },
    });

    expect(reasons).toContain("quota");
    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 3, done: 3 });
  });

  test("calls that EventBridge throttles are made again", async () => {
    const query = { ...(await archive(3)), consumer: "newcomer" };
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const id = await start(query);
    const throttled = new Map<string, number>();
    wire.faults.push((operation) => {
      const count = (throttled.get(operation) ?? 0) + 1;
      throttled.set(operation, count);
      return count <= 2 ? serviceError("ThrottlingException", "Rate exceeded") : undefined;
    });

    await newcomer.run(id, done);

    expect(await world.job(id)).toMatchObject({ state: "completed", sent: 3, done: 3 });
    expect([...throttled.keys()]).toEqual(expect.arrayContaining(["StartReplay", "DescribeReplay"]));
  });

  test("a letter of an event that the table has forgotten can be shown, and sent again", async () => {
    const newcomer = new ReplayWorld(engine, ["newcomer"]);
    const query = { ...(await archive(1)), consumer: "newcomer" };
    engine.advance(40 * 86_400);
    await newcomer.run(await start(query, { again: true }), () => "fail");
    const key = { pk: { S: `E#${idOf("e0")}` }, sk: { S: "E" } };
    await engine.world.dynamodb.send(new DeleteItemCommand({ TableName: engine.world.table, Key: key }));

    const [id = ""] = await world.free();
    expect(await engine.deadLetter(id)).toMatchObject({ event: { id: idOf("e0"), providerid: "e0" } });
    const replay = await world.start();
    await newcomer.run(replay, done);

    expect(await world.job(replay)).toMatchObject({ sent: 1, done: 1 });
  });

  test("an event whose first message was lost is delivered, and its first message is a copy if it still comes", async () => {
    const since = engine.now().toISOString();
    const [first, second] = ["lost", "slow"].map((providerId) =>
      busEntry({
        providerId,
        consumers: ["fulfil-order"],
        receivedtime: engine.now().toISOString(),
      }),
    );
    await engine.bus.publish([first, second].flatMap((entry) => entry ?? []));
    engine.advance(900);
    const seen: string[] = [];

    const id = await start({ since, until: engine.now().toISOString(), consumer: "fulfil-order" });
    await world.run(id, ({ id: delivery, replay }) => {
      seen.push(`${delivery} ${replay}`);
      return "done";
    });
    await world.work(({ id: delivery }) => {
      seen.push(delivery);
      return "done";
    });

    expect(new Set(seen.map((each) => each.split(" ")[0])).size).toBe(2);
    expect(seen).toHaveLength(2);
  });

  test("killed at any call and run again, each event goes once", async () => {
    const query = { ...(await archive(3, { everySeconds: 10 })), consumer: "audit" };
    const auditor = new ReplayWorld(engine, ["audit"]);
    const calls = Array.from({ length: 14 }, (_, index) => index + 1);
    for (const call of calls) {
      const id = await start(query, { again: true, limits: { canary: 0 } });
      // Carried out, and nobody was told: of a call that was not made there is nothing to find.
      await auditor.run(id, done, { ports: killedAt(engine.replay, call, "after") }).catch(() => undefined);
      await world.operator.resumeJob(id); // a kill may look like an engine that failed five times
      await auditor.run(id, done);
      expect(await world.job(id)).toMatchObject({ state: "completed", sent: 3, done: 3 });
    }
    for (let index = 0; index < 3; index += 1) {
      expect(await world.delivery(`${idOf(`e${index}`)}:audit`)).toMatchObject({
        state: "done",
        replay: calls.length,
      });
    }
  });
});
