import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { askOperator, type HookyardProcess } from "../support/hookyard-process.ts";
import { acceptStripe, createHardWorld, type HardWorld } from "./hard-consumers.ts";

let world: HardWorld;
let hookyard: HookyardProcess;
beforeAll(async () => {
  world = createHardWorld();
  hookyard = await world.start();
});
afterAll(() => world.remove());

test("a handler that spins the CPU for five seconds delays no acknowledgement and no other consumer", async () => {
  const spinning = await acceptStripe(hookyard, "customer.created");
  await world.untilReceived("spin", 1);

  const ids: string[] = [];
  for (let count = 0; count < 50; count++)
    ids.push(await acceptStripe(hookyard, "checkout.session.completed"));
  const recorded = await eventually(
    () => world.received("record").map(({ event }) => event.id),
    (seen) => ids.every((id) => seen.includes(id)),
    { what: "the deliveries to another consumer" },
  );

  // All were acknowledged, delivered and looked up while it still spun: it spins until the gate is open.
  expect(recorded).toContain(spinning);
  const states = await askOperator(hookyard.dataDirectory, (operator) => operator.event(spinning));
  expect(states?.history.find(({ consumer }) => consumer === "spin")).toMatchObject({
    state: "scheduled",
    running: true,
    attempts: [],
  });
  expect(world.received("spin")).toHaveLength(1);
  world.openGate();
  const done = await eventually(
    () => askOperator(hookyard.dataDirectory, (operator) => operator.event(spinning)),
    (detail) => detail?.history.every(({ state }) => state === "done") === true,
    { what: "the end of the spinning" },
  );
  expect(done?.history.find(({ consumer }) => consumer === "spin")?.attempts).toMatchObject([
    { number: 1, outcome: "done" },
  ]);
});
