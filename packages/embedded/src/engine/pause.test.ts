import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultRetryPolicy } from "@hookyard/core";
import { createEngineWorld, type EngineWorld } from "../testing/engine-world.ts";

let world: EngineWorld;
let gates: string;
beforeEach(async () => {
  gates = mkdtempSync(join(tmpdir(), "hookyard-pause-"));
  const consumers = { "obey-alone": defaultRetryPolicy, bystander: defaultRetryPolicy };
  world = await createEngineWorld({ consumers });
});
afterEach(async () => {
  await world.remove();
  rmSync(gates, { recursive: true });
});

test("a paused consumer begins nothing, its backlog is kept, and the others go on", async () => {
  world.pause("obey-alone");
  await world.publish("kept", "succeed", ["obey-alone", "bystander"]);
  await world.untilAttempts("kept", 1, "bystander");

  expect((await world.detail("kept"))?.history).toMatchObject([
    { consumer: "bystander", state: "done" },
    { consumer: "obey-alone", state: "scheduled", running: false, attempts: [] },
  ]);

  world.resume("obey-alone");
  expect((await world.untilSettled("kept")).history).toMatchObject([{ state: "done" }, { state: "done" }]);
});

test("what runs when its consumer is paused goes on, what waits in its thread is given back with no attempt lost", async () => {
  await world.publish("running", { waitIn: gates }, ["obey-alone"]);
  await world.publish("behind", "succeed", ["obey-alone"]);

  world.pause("obey-alone");
  while ((await world.detail("behind"))?.history[0]?.running !== false) await delay(5);
  writeFileSync(join(gates, "gate-1"), "");
  await world.untilSettled("running");

  expect(world.attempts("behind", "obey-alone")).toEqual([]);
  world.resume("obey-alone");
  await world.untilSettled("behind");
  expect(world.attempts("behind", "obey-alone")).toMatchObject([{ attempt: 1, outcome: "done" }]);
});

test("pausing twice and resuming twice is the same as once", async () => {
  world.pause("bystander");
  world.pause("bystander");
  world.resume("bystander");
  world.resume("bystander");

  await world.publish("after", "succeed", ["bystander"]);

  expect((await world.untilSettled("after")).history).toMatchObject([{ state: "done" }]);
});
