import type { ConsumerReport } from "@hookyard/core";
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
  await untilEnded("mend", 2);
  expect(world.received("record")).toEqual([]);
  const overview = await askOperator(world.dataDirectory, (operator) => operator.overview());
  expect(overview.problems).toContainEqual(expect.stringMatching(/^record is paused since .* 2 deliveries/));

  await runHookyard(["consumers", "resume", "record", "--data", world.dataDirectory]);

  await world.untilReceived("record", 2);
  const [record] = await untilEnded("record", 2);
  expect(record?.pausedTime).toBeUndefined();
});

function untilEnded(name: string, count: number): Promise<readonly ConsumerReport[]> {
  return eventually(
    async () => {
      const consumers = await askOperator(world.dataDirectory, (operator) => operator.consumers());
      return consumers.filter(({ consumer }) => consumer === name);
    },
    ([report]) => report !== undefined && report.deliveries.done + report.deliveries.dead === count,
    { what: `${count} deliveries of ${name}` },
  );
}
