import { afterEach, expect, test } from "vitest";
import { createEngineWorld, type EngineWorld } from "../testing/engine-world.ts";

let world: EngineWorld | undefined;
afterEach(() => world?.remove());

// It once was: a thread that was ended for being blocked charged nobody when several deliveries ran in it, and was not
// remembered either, so the same ones shared a thread again, for ever.
test("a delivery that blocks its thread beside others is not tried without end", async () => {
  const retry = { attempts: 2, backoff: { kind: "fixed", delaysSeconds: [0] } } as const;
  world = await createEngineWorld({ consumers: { obey: retry, bystander: retry } });
  const { publish, untilSettled } = world;
  const names = Array.from({ length: 20 }, (_, index) => `good ${index}`);

  // The innocent come first, so that they have begun when the thread is blocked.
  await Promise.all([
    ...names.slice(0, 4).map((name) => publish(name, "succeed", ["obey", "bystander"])),
    publish("poison", "spin"),
    ...names.slice(4).map((name) => publish(name, "succeed", ["obey", "bystander"])),
  ]);

  for (const name of names) {
    expect(await untilSettled(name)).toMatchObject({ history: [{ state: "done" }, { state: "done" }] });
  }
  const { history } = await untilSettled("poison");
  expect(history).toMatchObject([{ state: "dead", reason: "attempts_exhausted" }]);
  expect(history[0]?.attempts.at(-1)).toMatchObject({ outcome: "timeout", error: { name: "TimeoutError" } });
});
