import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { RetryPolicy } from "@hookyard/core";
import { createEngineWorld, type EngineWorld, type FixtureConsumer } from "../testing/engine-world.ts";
import type { Order } from "./fixture/orders.ts";

const twice: RetryPolicy = { attempts: 2, backoff: { kind: "fixed", delaysSeconds: [0] } };
let world: EngineWorld | undefined;
afterEach(() => world?.remove());

async function createWorld(consumers: readonly FixtureConsumer[]): Promise<EngineWorld> {
  world = await createEngineWorld({
    consumers: Object.fromEntries(consumers.map((name) => [name, twice])),
    maxConsumerHeapMegabytes: 48,
  });
  return world;
}

const names = Array.from({ length: 20 }, (_, index) => `good ${index}`);

describe("a poison event holds up no other event and no other consumer, and ends as a dead letter", () => {
  test.each<[string, Order, "failed" | "crashed" | "timeout", string]>([
    ["throws every time", "fail", "failed", "TypeError"],
    ["ends its thread", "exit", "crashed", "ConsumerCrashed"],
    ["throws where nobody catches", "throw-where-nobody-catches", "crashed", "ConsumerCrashed"],
    ["rejects where nobody catches", "reject-where-nobody-catches", "crashed", "ConsumerCrashed"],
    ["never ends", "hang", "timeout", "TimeoutError"],
    ["eats all memory", "eat-memory", "crashed", "ConsumerCrashed"],
  ])("when it %s", async (_what, order, outcome, errorName) => {
    const { publish, untilSettled } = await createWorld(["obey", "bystander"]);

    const both: readonly FixtureConsumer[] = ["obey", "bystander"];
    await publish("poison", order, ["obey"]);
    await Promise.all(names.map((name) => publish(name, "succeed", both)));

    for (const name of names) {
      expect(await untilSettled(name)).toMatchObject({ history: [{ state: "done" }, { state: "done" }] });
    }
    const { history } = await untilSettled("poison");
    expect(history).toMatchObject([{ state: "dead", reason: "attempts_exhausted" }]);
    expect(history[0]?.attempts.at(-1)).toMatchObject({ outcome, error: { name: errorName } });
  });

  test("when it never ends and its consumer runs one at a time", async () => {
    const { publish, untilSettled } = await createWorld(["obey-alone"]);

    await publish("poison", "hang", ["obey-alone"]);
    await Promise.all(names.map((name) => publish(name, "succeed", ["obey-alone"])));

    for (const name of names) {
      expect(await untilSettled(name)).toMatchObject({ history: [{ state: "done" }] });
    }
    expect(await untilSettled("poison")).toMatchObject({ history: [{ state: "dead" }] });
  });

  test("several poisons at once do not take an innocent with them", async () => {
    const { publish, untilSettled } = await createWorld(["obey"]);

    await Promise.all([0, 1, 2].map((index) => publish(`poison ${index}`, "exit")));
    await Promise.all(names.map((name) => publish(name, "succeed")));

    for (const name of names) {
      expect(await untilSettled(name)).toMatchObject({ history: [{ state: "done" }] });
    }
    for (const index of [0, 1, 2]) {
      expect(await untilSettled(`poison ${index}`)).toMatchObject({ history: [{ state: "dead" }] });
    }
  });
});

/** A folder in which the handler and the test leave each other files. */
function folder(engine: EngineWorld): string {
  const path = `${engine.directory}/handler`;
  mkdirSync(path);
  return path;
}

async function untilThere(file: string): Promise<void> {
  for (let turn = 0; turn < 1_000 && !existsSync(file); turn++) await delay(10);
  if (!existsSync(file)) throw new Error(`waited in vain for ${file}`);
}

describe("a handler that outlives its timeout", () => {
  test("cannot complete a delivery that was handed out again", async () => {
    const engine = await createWorld(["obey"]);
    const waitIn = folder(engine);
    await engine.publish("slow", { waitIn });
    const [first] = await engine.untilAttempts("slow", 1);
    expect(first).toMatchObject({ outcome: "timeout", next: { kind: "retry" } });

    // The first attempt comes to its good end only now, while the second one runs or has timed out too.
    writeFileSync(`${waitIn}/gate-1`, "");
    await untilThere(`${waitIn}/passed-1`);
    writeFileSync(`${waitIn}/gate-2`, "");

    const { history } = await engine.untilSettled("slow");
    expect(history).toMatchObject([{ state: "dead" }]);
    expect(history[0]?.attempts.map(({ outcome }) => outcome)).not.toContain("done");
    expect(engine.attempts("slow").map(({ next }) => next.kind)).toEqual(["retry", "dead"]);
  });
});

describe("stopping", () => {
  test.each([
    ["never end", false],
    ["fail for it", true],
  ])(
    "tells handlers that it has waited for long enough; those that %s are given back, and no attempt counts",
    async (_what, thenFails) => {
      const engine = await createWorld(["obey"]);
      const tellIn = folder(engine);
      await engine.publish("stubborn", { tellIn, thenFails });
      await untilThere(`${tellIn}/begun`);

      await engine.stop(0);

      expect(existsSync(`${tellIn}/told`)).toBe(true);
      expect(await engine.detail("stubborn")).toMatchObject({
        history: [{ state: "scheduled", running: false, attempts: [] }],
      });
    },
  );
});
