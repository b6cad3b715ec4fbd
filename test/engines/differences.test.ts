import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsEngine } from "./support/aws-engine.ts";
import { payment } from "./support/payment.ts";
import type { ScenarioEngine } from "./support/scenario-engine.ts";

/** Where the deployed engine differs from the one on one machine: the rows of `docs/engines.md`. */
describe("the aws engine", () => {
  let engine: ScenarioEngine;
  beforeAll(async () => {
    engine = await createAwsEngine();
  });
  afterAll(() => engine.close());

  test("cannot match on data that is too large for the bus: a dead letter says so, and a replay delivers it", async () => {
    const request = await payment(engine.now(), {
      "data.object.metadata.note": "x".repeat(1_500_000), // a domain field, so they are all left behind
      "data.object.amount_received": 500_000,
    });
    const response = await engine.post("stripe", request);
    const { id } = (await response.json()) as { readonly id: string }; // safe: what a 200 holds
    await engine.settle();

    expect(await engine.operator.deadLetter(`${id}:large-payments`)).toMatchObject({
      reason: "unroutable",
      attempts: 0,
    });
    await engine.operator.replayDeadLetters({ ids: [`${id}:large-payments`] }, 1);
    await engine.settle();

    const event = await engine.operator.event(id);
    expect(event?.history.map(({ consumer, state }) => [consumer, state])).toContainEqual([
      "large-payments",
      "done",
    ]);
  });

  test("shows a tail some seconds late", async () => {
    const start = await engine.operator.eventsAfter(undefined, 10);
    const response = await engine.post("stripe", await payment(engine.now()));
    const { id } = (await response.json()) as { readonly id: string }; // safe: what a 200 holds

    expect((await engine.operator.eventsAfter(start.cursor, 10)).rows).toEqual([]);
    await engine.settle();
    expect((await engine.operator.eventsAfter(start.cursor, 10)).rows.map((row) => row.id)).toEqual([id]);
  });
});
