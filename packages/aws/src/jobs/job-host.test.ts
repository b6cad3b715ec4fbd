import { type Wait, waitFor } from "@hookyard/core/operator/wait";
import { ReplayWorld } from "@hookyard/core/port/replay-harness";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type AwsUnderTest, createAwsUnderTest } from "../testing/aws-under-test.ts";
import { serviceError } from "../testing/event-bridge-service.ts";
import { createJobHost, type JobHost } from "./job-host.ts";

let engine: AwsUnderTest;
let world: ReplayWorld;
let tidied: [string, number][];
beforeEach(async () => {
  engine = await createAwsUnderTest();
  world = new ReplayWorld(engine);
  tidied = [];
});
afterEach(() => engine.close());

function hostWith(
  wait: Wait,
  tidy = async (consumer: string, sent: number) => void tidied.push([consumer, sent]),
) {
  return createJobHost({ ports: engine.replay, now: engine.now, wait, holder: "command", tidy });
}

const refused = () => serviceError("AccessDeniedException", "not you");
const endOf = (id: string) =>
  vi.waitUntil(async () => (await world.job(id)).state === "completed", { timeout: 20_000, interval: 10 });

describe("a host of jobs", () => {
  test("while AWS refuses, tries again and again, ever later, and says what it waits for", async () => {
    await world.letters([{ providerId: "a" }, { providerId: "b" }]);
    const id = await world.start();
    const said: (readonly [number, string | undefined])[] = [];
    engine.world.faults.dynamodb = refused;
    const host: JobHost = hostWith(async (milliseconds) => {
      const reason = host.waitsFor(id);
      if (milliseconds % 1_000 === 0) said.push([milliseconds, reason]); // not the waits of a run
      if (said.length === 3) engine.world.faults.dynamodb = undefined;
      engine.advance(milliseconds / 1000);
      if (engine.world.faults.dynamodb === undefined) await world.work(() => "done");
    });

    host.kick(id);
    await vi.waitUntil(() => said.length === 3, { timeout: 20_000, interval: 10 });
    await endOf(id);
    await host.stop();

    const why = "another try, after AccessDeniedException";
    expect(said.slice(0, 3)).toEqual([
      [1_000, why],
      [2_000, why],
      [4_000, why],
    ]);
    expect(await world.job(id)).toMatchObject({ state: "completed", done: 2 });
    expect(host.waitsFor(id)).toBeUndefined();
  });

  test("a job whose messages could not be removed at its end is tidied when they can", async () => {
    await world.letters([{ providerId: "a" }]);
    const id = await world.start();
    let isBroken = true;
    const host = hostWith(
      async (milliseconds) => {
        engine.advance(milliseconds / 1000);
        await world.work(() => "done");
      },
      async (consumer, sent) => {
        if (isBroken) {
          isBroken = false;
          throw new Error("SQS did not answer");
        }
        tidied.push([consumer, sent]);
      },
    );

    host.kick(id);
    await vi.waitUntil(() => tidied.length > 0, { timeout: 20_000, interval: 10 });
    await host.stop();

    expect(tidied).toEqual([["fulfil-order", 1]]);
  });

  test("that is stopped while AWS refuses ends at once, and another goes on with the job", async () => {
    await world.letters([{ providerId: "a" }]);
    const id = await world.start();
    const { promise: refusedOnce, resolve } = Promise.withResolvers<void>();
    engine.world.faults.dynamodb = refused;
    const host = hostWith((_milliseconds, signal) => {
      resolve();
      return waitFor(60_000, signal);
    });

    host.kick(id);
    await refusedOnce;
    await host.stop();
    engine.world.faults.dynamodb = undefined;
    engine.advance(31);

    expect(await world.run(id, () => "done", { holder: "another" })).toMatchObject({
      job: { state: "completed" },
    });
  });
});
