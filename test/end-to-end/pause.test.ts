import { afterEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askOperator, runHookyard } from "../support/hookyard-process.ts";
import { acceptStripe, createHardWorld, type HardWorld } from "./hard-consumers.ts";

let world: HardWorld;
afterEach(() => world.remove());

test("a consumer that was paused from the command line stays so over a restart, and goes on with all that it missed", async () => {
  world = createHardWorld();
  const first = await world.start();
  const paused = await runHookyard(["consumers", "pause", "record", "--data", world.dataDirectory]);
  expect(paused).toMatchObject({ exitCode: 0, err: "" });
  await acceptStripe(first, "payment_intent.succeeded");
  await first.stop();

  const second = await world.start();
  await acceptStripe(second, "payment_intent.succeeded");
  await world.untilReceived("mend", 2);
  expect(world.received("record")).toEqual([]);
  const overview = await askOperator(world.dataDirectory, (operator) => operator.overview());
  expect(overview.problems).toContainEqual(expect.stringMatching(/^record is paused since .* 2 deliveries/));

  await runHookyard(["consumers", "resume", "record", "--data", world.dataDirectory]);

  await world.untilReceived("record", 2);
  const report = await eventually(
    () => askOperator(world.dataDirectory, (operator) => operator.consumers()),
    (all) => all.find(({ consumer }) => consumer === "record")?.deliveries.done === 2,
  );
  expect(report.find(({ consumer }) => consumer === "record")?.pausedTime).toBeUndefined();
});
