import { defineRouter, source } from "@hookyard/core";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type StageOperator } from "../open-stage.ts";
import { readStageSecrets } from "../stage-secrets.ts";
import { createStageWorld, type StageWorld } from "../testing/stage-world.ts";
import { queueName } from "./queue-depths.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), github: source(github) },
  consumers: { "fulfil-order": { on: ["payment.succeeded"] }, audit: { on: ["*"] } },
});

let world: StageWorld;
let operator: StageOperator;
beforeEach(async () => {
  world = await createStageWorld(router);
  const { resources, env, aws } = world;
  const secrets = readStageSecrets(env, resources);
  operator = openStage({ resources, env, router, secrets, now: () => new Date(aws.now()) });
});
afterEach(async () => {
  await operator.close();
  await world.close();
});

const queues = (consumer: string) => {
  const { queue = "", deadLetterQueue = "" } = world.resources.consumers[consumer] ?? {};
  return { queue: queueName(queue), dead: queueName(deadLetterQueue) };
};

test("the hour has a sample a minute, with everything added up from its beginning", async () => {
  Object.assign(world.cloudwatch.minutes, {
    "Accepted Sum": { stripe: [5, undefined, 7], github: [1] },
    "Refused Sum": { github: [undefined, 2] },
    "AnswerMilliseconds p99": { stripe: [120, undefined, 80] },
    "AttemptsDone Sum": { audit: [3, 4] },
    "AttemptsFailed Sum": { "fulfil-order": [undefined, 1, 1] },
  });

  const samples = (await operator.trends?.()) ?? [];

  expect(samples).toHaveLength(60);
  expect(samples.map(({ time }) => time % 60_000)).toEqual(Array.from({ length: 60 }, () => 0));
  expect(samples.slice(0, 3)).toMatchObject([
    { accepted: 6, refused: 0, delivered: 3, sources: { stripe: { accepted: 5, p99Milliseconds: 120 } } },
    { accepted: 6, refused: 2, delivered: 7, sources: { github: { accepted: 1, refused: 2 } } },
    { accepted: 13, sources: { stripe: { accepted: 12, p99Milliseconds: 80 } } },
  ]);
  expect(samples[1]?.sources["stripe"]).not.toHaveProperty("p99Milliseconds");
  expect(samples.at(-1)).toMatchObject({
    accepted: 13,
    refused: 2,
    delivered: 7,
    consumers: { "fulfil-order": { failedAttempts: 2 }, audit: { delivered: 7 } },
  });
});

test("what waits and what is dead is as SQS told it last, in whatever state its messages were", async () => {
  const { queue, dead } = queues("fulfil-order");
  Object.assign(world.cloudwatch.minutes, {
    ApproximateNumberOfMessagesVisible: { [queue]: [10, undefined, 4], [dead]: [undefined, 2, undefined] },
    ApproximateNumberOfMessagesNotVisible: { [queue]: [1, undefined, 0] },
    ApproximateAgeOfOldestMessage: { [queue]: [30, undefined, 90] },
  });

  const samples = (await operator.trends?.()) ?? [];

  expect(samples.slice(0, 3).map(({ scheduled, dead: letters }) => [scheduled, letters])).toEqual([
    [11, 0],
    [11, 2],
    [4, 2],
  ]);
  expect(samples[2]).toMatchObject({
    backlogAgeSeconds: 90,
    consumers: { "fulfil-order": { scheduled: 4, dead: 2, backlogAgeSeconds: 90 }, audit: { scheduled: 0 } },
  });
});

test("the console's page asks every few seconds, and CloudWatch is asked once a minute", async () => {
  const asked = (): number =>
    world.cloudwatch.expressions.filter((one) => one.includes("AttemptsDone")).length;

  for (let look = 0; look < 10; look += 1) await operator.trends?.();
  expect(asked()).toBe(1);
  world.aws.advance(61);
  await operator.trends?.();

  expect(asked()).toBe(2);
});

test("where CloudWatch refuses, that is told, and asked again by the next look", async () => {
  world.cloudwatch.error = { type: "ThrottlingException", message: "Rate exceeded" };

  await expect(operator.trends?.()).rejects.toMatchObject({ code: "aws_throttled" });
  delete world.cloudwatch.error;

  expect(await operator.trends?.()).toHaveLength(60);
});
