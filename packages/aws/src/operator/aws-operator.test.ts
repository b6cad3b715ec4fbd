import { defineRouter, type Operator, source } from "@hookyard/core";
import { busEntry, idOf } from "@hookyard/core/port/contract-harness";
import type { Deliveries } from "@hookyard/core/port/deliveries";
import { github } from "@hookyard/core/provider/github";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFetchWhole } from "../deliveries/fetch-whole.ts";
import { createDeliveryTable } from "../deliveries/delivery-table.ts";
import { createSqsDeliveries } from "../deliveries/sqs-deliveries.ts";
import { openStage } from "../open-stage.ts";
import { queueDepth, queueName } from "./queue-depths.ts";
import { readStageSecrets } from "../stage-secrets.ts";
import { busOfWorld } from "../testing/bus-of-world.ts";
import { createStageWorld, type StageWorld } from "../testing/stage-world.ts";

const router = defineRouter({
  sources: { stripe: source(stripe), github: source(github) },
  consumers: { "fulfil-order": { on: ["payment.succeeded"] }, audit: { on: ["*"] } },
});

let world: StageWorld;
let operator: Operator;
beforeEach(async () => {
  world = await createStageWorld(router, { secrets: { stripe: "whsec_new,whsec_old" } });
  const { resources, env, aws } = world;
  operator = openStage({
    resources,
    env,
    router,
    secrets: readStageSecrets(env, resources),
    now: () => new Date(aws.now()),
  });
});
afterEach(async () => {
  await operator.close();
  await world.close();
});

async function publish(providerId: string): Promise<string> {
  const { bus } = busOfWorld(world.aws);
  await bus.publish([busEntry({ providerId, consumers: ["fulfil-order", "audit"] })]);
  return idOf(providerId);
}

/** Has the consumer's next delivery fail for good. */
async function kill(consumer: "fulfil-order" | "audit", message: string): Promise<void> {
  const deliveries = deliveriesOfWorld();
  const [delivery] = await deliveries.receive(consumer, { max: 1, leaseSeconds: 30 });
  if (delivery === undefined) throw new Error("nothing was due");
  await deliveries.deadLetter(delivery.lease, "permanent", { name: "Error", message, permanent: true });
}

/** Has all that is due to a consumer done. Answers the delivery ids. */
async function finish(consumer: "fulfil-order" | "audit"): Promise<readonly string[]> {
  const deliveries = deliveriesOfWorld();
  const received = await deliveries.receive(consumer, { max: 10, leaseSeconds: 30 });
  for (const { lease } of received) await deliveries.complete(lease);
  return received.map(({ lease }) => lease.deliveryId);
}

function deliveriesOfWorld(): Deliveries {
  const { aws } = world;
  return createSqsDeliveries({
    sqs: aws.sqs,
    table: createDeliveryTable({
      dynamodb: aws.dynamodb,
      table: aws.table,
      retentionSeconds: 86_400,
      now: aws.now,
    }),
    queues: (name) => aws.consumers[name],
    fetchWhole: createFetchWhole(busOfWorld(aws).bodies),
    version: "3",
    waitSeconds: 0,
    now: aws.now,
  });
}

describe("the operator of a stage", () => {
  test("a source's report says how soon it was answered in the last day, beside the provider's deadline", async () => {
    Object.assign(world.cloudwatch.statistics, {
      "AnswerMilliseconds SampleCount": { stripe: 200 },
      "AnswerMilliseconds p50": { stripe: 21.5 },
      "AnswerMilliseconds p99": { stripe: 480 },
      "AnsweredLate Sum": { stripe: 1 },
      "ColdStarts Sum": { stripe: 5 },
      "SentAgain Sum": { stripe: 3 },
    });

    const [first, second] = await operator.sources();

    expect(first?.acknowledgements).toEqual({
      count: 200,
      p50Milliseconds: 21.5,
      p99Milliseconds: 480,
      ...(stripe.deadlineSeconds !== undefined && { deadlineSeconds: stripe.deadlineSeconds }),
      late: 1,
      coldShare: 0.025,
      retries: 3,
    });
    expect(second).not.toHaveProperty("acknowledgements");
  });

  test("an overview adds up what CloudWatch, SQS and the table know", async () => {
    const { cloudwatch, resources } = world;
    await publish("a");
    await publish("b");
    await kill("fulfil-order", "no such order 1");
    cloudwatch.counts.source = {
      Accepted: { stripe: 7, github: 3 },
      Duplicates: { stripe: 2 },
      Refused: { github: 1 },
    };
    cloudwatch.counts.consumer = { AttemptsDone: { audit: 5, "fulfil-order": 4 } };
    cloudwatch.ages[queueName(resources.consumers["audit"]?.queue ?? "")] = 900;

    const overview = await operator.overview();

    expect(overview).toMatchObject({
      engine: "aws",
      events: 10,
      duplicates: 2,
      conflicts: 0,
      refused: 1,
      deliveries: { scheduled: 3, done: 9, dead: 1, discarded: 0 },
      backlogAgeSeconds: 900,
    });
    expect(overview).not.toHaveProperty("unknown");
    expect(overview.problems).toEqual([
      "1 dead letters: npx hookyard dead-letters list --stage production",
      "the oldest delivery has been waiting for 900 s",
      "no secret is set for: github. Set it with: npx sst secret set <its name> --stage production, which asks for it",
    ]);
    expect(cloudwatch.expressions).toContain(
      `SEARCH('{Hookyard,source,service,stage} stage="production" MetricName="Accepted"', 'Sum', 86400)`,
    );
  });

  test("what is counted for no source is a problem of the stage", async () => {
    world.cloudwatch.statistics["DedupeFailedOpen Sum"] = { production: 3 };

    expect((await operator.overview()).problems[0]).toMatch(
      /^3 events were published without a look for dup/,
    );
  });

  test("while CloudWatch does not answer, the rest is shown, and that it does not", async () => {
    world.cloudwatch.error = { type: "AccessDeniedException", message: "not authorized to GetMetricData" };
    await publish("a");

    const overview = await operator.overview();

    expect(overview).toMatchObject({ events: 0, deliveries: { scheduled: 2 } });
    expect(overview.problems[0]).toContain("AccessDeniedException: not authorized to GetMetricData");
    expect(overview.unknown).toEqual([overview.problems[0]]);
  });

  test("sources say where they are, what came, and how many secrets they have", async () => {
    const id = await publish("a");
    world.cloudwatch.counts.source = { Accepted: { stripe: 1 } };

    expect(await operator.sources()).toMatchObject([
      {
        source: "stripe",
        provider: "stripe",
        url: "https://hooks.example.com/webhooks/stripe",
        secrets: { count: 2, origin: "environment" },
        accepted: 1,
        lastEvent: { id, type: "payment.succeeded" },
      },
      { source: "github", secrets: { count: 0, origin: "none" }, accepted: 0, refused: [] },
    ]);
  });

  test("consumers say what they ask for and what waits", async () => {
    await publish("a");

    expect(await operator.consumers()).toMatchObject([
      { consumer: "fulfil-order", on: ["payment.succeeded"], defined: true, deliveries: { scheduled: 1 } },
      { consumer: "audit", on: ["*"], deliveries: { scheduled: 1 } },
    ]);
  });

  test("events are searched, shown with their deliveries, and followed", async () => {
    const start = await operator.eventsAfter(undefined, 10);
    const id = await publish("a");
    await kill("fulfil-order", "no such order 1");
    world.aws.advance(5);

    expect((await operator.events({ limit: 10, state: "dead" })).rows.map((row) => row.id)).toEqual([id]);
    expect((await operator.eventsAfter(start.cursor, 10)).rows.map((row) => row.id)).toEqual([id]);
    expect(await operator.event(id)).toMatchObject({
      event: { type: "payment.succeeded" },
      history: [
        { consumer: "audit", state: "scheduled", attempts: [] },
        { consumer: "fulfil-order", state: "dead", reason: "permanent", attempts: [{ version: "3" }] },
      ],
    });
  });

  test("letters of a consumer that the stage has no more are seen with their event, and in no list", async () => {
    const id = await publish("a");
    await kill("fulfil-order", "no such order 1");
    const { "fulfil-order": _lost, ...consumers } = world.resources.consumers;
    const { env, aws, resources } = world;
    const later = openStage({
      resources: { ...resources, consumers },
      env,
      secrets: readStageSecrets(env, resources),
      now: () => new Date(aws.now()),
    });

    expect((await later.deadLetters({}, { limit: 10 })).rows).toEqual([]);
    expect((await later.event(id))?.history).toContainEqual(
      expect.objectContaining({ consumer: "fulfil-order", state: "dead" }),
    );
    await later.close();
  });

  test("a job begun by a command is run by it to its end, and the dead-letter queue is empty then", async () => {
    const ids: string[] = [];
    for (const providerId of ["a", "b", "c"]) {
      ids.push(`${await publish(providerId)}:fulfil-order`);
      await kill("fulfil-order", "no such order");
    }
    world.aws.advance(1);
    const { replays } = operator;
    if (replays === undefined) throw new Error("a stage replays");

    await replays.startJob("job_7f3a", {
      what: { kind: "dead-letters", filter: { consumer: "fulfil-order" } },
      to: { kind: "consumer" },
      limits: { canary: 1, ratePerSecond: 1_000, maxBacklogAgeSeconds: 3_600, maxFailureShare: 1 },
      force: false,
      again: false,
    });
    const done: string[] = [];
    await vi.waitFor(
      async () => {
        done.push(...(await finish("fulfil-order")));
        expect(await replays.job("job_7f3a")).toMatchObject({
          state: "completed",
          sent: 3,
          done: 3,
          left: 0,
        });
      },
      { timeout: 15_000, interval: 50 },
    );
    await operator.close(); // waits for what the job leaves behind

    expect(done.toSorted()).toEqual(ids.toSorted());
    const { deadLetterQueue = "" } = world.aws.consumers["fulfil-order"] ?? {};
    expect(await queueDepth(world.aws.sqs, deadLetterQueue)).toBe(0);
  });

  test("dead letters are grouped, shown with their event, replayed and discarded", async () => {
    for (const [index, providerId] of ["a", "b", "c"].entries()) {
      await publish(providerId);
      await kill("fulfil-order", `no such order ${index}`);
    }

    expect(await operator.deadLetterGroups({})).toMatchObject([
      {
        consumer: "fulfil-order",
        reason: "permanent",
        errorMessage: "no such order <n>",
        count: 3,
        versions: ["3"],
      },
    ]);
    expect(await operator.deadLetter(`${idOf("a")}:fulfil-order`)).toMatchObject({
      event: { id: idOf("a") },
      history: [{ outcome: "failed" }],
    });
    expect(await operator.deadLetter(`${idOf("a")}:audit`)).toBeUndefined();
    expect(await operator.replayDeadLetters({}, 1)).toEqual({ ids: [`${idOf("a")}:fulfil-order`], left: 2 });
    expect(await operator.discardDeadLetters({}, 1, "cancelled")).toMatchObject({ left: 1 });
    expect((await operator.overview()).deliveries).toMatchObject({ dead: 1, discarded: 1 });
  });
});
