import { defineRouter, source } from "@hookyard/core";
import { controlledConsumers, testConsumerControl } from "@hookyard/core/operator/consumer-control.contract";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStage, type StageOperator } from "../open-stage.ts";
import { readStageSecrets } from "../stage-secrets.ts";
import { createStageWorld, type StageWorld } from "../testing/stage-world.ts";

const router = defineRouter({ sources: { stripe: source(stripe) }, consumers: controlledConsumers });

function operatorOf({ resources, env, aws }: StageWorld, withRouter = true): StageOperator {
  const secrets = readStageSecrets(env, resources);
  const now = (): Date => new Date(aws.now());
  return openStage({ resources, env, secrets, now, ...(withRouter && { router }) });
}

testConsumerControl("aws", async () => {
  const world = await createStageWorld(router);
  const operator = operatorOf(world);
  return {
    operator,
    advance: world.aws.advance,
    async close() {
      await operator.close();
      await world.close();
    },
  };
});

describe("a consumer's event source mapping", () => {
  let world: StageWorld;
  let operator: StageOperator;
  let uuid: string;
  beforeEach(async () => {
    world = await createStageWorld(router);
    operator = operatorOf(world);
    uuid = world.resources.consumers["audit"]?.mapping ?? "";
  });
  afterEach(async () => {
    await operator.close();
    await world.close();
  });
  const changes = (): readonly string[] => world.lambda.calls.filter((call) => call.startsWith("PUT"));
  const pause = async () => operator.consumerControl?.pause("audit");

  test("is disabled by a pause and enabled again, and nothing else of it is changed", async () => {
    await pause();
    await operator.consumerControl?.resume("audit");

    expect(changes()).toEqual([`PUT ${uuid} {"Enabled":false}`, `PUT ${uuid} {"Enabled":true}`]);
  });

  test("that stands still, or is about to, is not changed again", async () => {
    for (const state of ["Disabled", "Disabling"] as const) {
      world.lambda.mappings.set(uuid, { state, lastModified: 1 });
      await pause();
    }

    expect(changes()).toEqual([]);
  });

  test("that is being changed is tried again until that is over", async () => {
    world.lambda.mappings.set(uuid, { state: "Updating", lastModified: 1 });
    const paused = pause();
    await vi.waitFor(() => expect(changes()).toHaveLength(1), 20_000);
    world.lambda.mappings.set(uuid, { state: "Enabled", lastModified: 1 });

    expect(await paused).toEqual({ consumer: "audit", paused: true });
    expect(world.lambda.mappings.get(uuid)?.state).toBe("Disabled");
  });

  test("that is gone is told with what to do", async () => {
    world.lambda.mappings.delete(uuid);

    await expect(pause()).rejects.toMatchObject({ code: "consumer_not_deployed" });
    expect((await operator.consumers())[1]).toMatchObject({ consumer: "audit", concurrency: 10 });
  });

  test("is throttled and then taken", async () => {
    world.lambda.errors.push({ status: 429, type: "TooManyRequestsException", message: "Rate exceeded" });

    expect(await pause()).toEqual({ consumer: "audit", paused: true });
  });

  test("that may not be looked at leaves the rest of the stage in sight, and says so", async () => {
    const denied = { status: 403, type: "AccessDeniedException", message: "not authorized" };
    world.lambda.errors.push(denied, denied, denied);

    const overview = await operator.overview();

    expect(overview.problems[0]).toMatch(/^Lambda did not answer, .*AccessDeniedException: not authorized/);
    expect(overview.deliveries).toMatchObject({ scheduled: 0 });
  });

  test("without a router at hand, nothing is explained, and a pause works all the same", async () => {
    const bare = operatorOf(world, false);

    await expect(bare.consumerControl?.explain({})).rejects.toMatchObject({ code: "router_missing" });
    expect(await bare.consumerControl?.pause("audit")).toEqual({ consumer: "audit", paused: true });
    await bare.close();
  });
});
