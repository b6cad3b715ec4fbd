import { replayRouter, request } from "@hookyard/core/port/replay-harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type StageOperator } from "../open-stage.ts";
import { createStageWorld, type StageWorld } from "../testing/stage-world.ts";
import { readStageSecrets } from "../stage-secrets.ts";

let world: StageWorld;
let operator: StageOperator;
beforeAll(async () => {
  world = await createStageWorld(replayRouter);
  operator = openStage({
    resources: world.resources,
    env: world.env,
    secrets: readStageSecrets(world.env, world.resources),
    router: replayRouter,
    now: () => new Date(world.aws.now()),
  });
});
afterAll(async () => {
  await operator.close();
  await world.close();
});

const day = 86_400_000;
const ago = (days: number): string => new Date(world.aws.now() - days * day).toISOString();
const plan = (since: string, again: boolean) =>
  operator.replays?.planReplay(
    request({ what: { kind: "archive", query: { since, until: ago(0), consumer: "audit" } }, again }),
  );

test("a deployed stage replays from its table, and what that has forgotten from its archive", async () => {
  expect(await plan(ago(7), false)).not.toHaveProperty("archive");

  const old = await plan(ago(60), true);

  expect(old).toMatchObject({ count: 0, lanes: [{ consumer: "audit", count: 0 }] });
  expect(old?.archive?.since).toBe(`${ago(60).slice(0, 17)}00.000Z`);
});

test("a job of a deployed stage is stopped at EventBridge by its id", async () => {
  await operator.replays?.startJob(
    "job_aaaa",
    request({
      what: { kind: "archive", query: { since: ago(60), until: ago(0), consumer: "audit" } },
      again: true,
      limits: { canary: 0 },
    }),
  );
  const { calls } = world.aws.eventBridgeService.archive;
  await expect
    .poll(() => calls.filter((call) => call.startsWith("StartReplay")))
    .toEqual(["StartReplay job_aaaa.1.again"]);

  expect(await operator.replays?.cancelJob("job_aaaa")).toMatchObject({ state: "cancelled" });

  expect(calls).toContain("CancelReplay job_aaaa.1.again");
});
