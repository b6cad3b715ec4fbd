import type { SQSBatchResponse } from "aws-lambda";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./support/deploy.ts";
import type { LambdaProcess } from "./support/lambda-process.ts";
import { pollOnce, sqsEvent } from "./support/stage.ts";
import { deliveryOf, eventIdOf, markOf, post, runsOf } from "./support/told.ts";
import { type HttpResult, httpEvent, stripePayment } from "./support/webhook.ts";

let stage: DeployedStage;
let ingest: LambdaProcess;
let obey: LambdaProcess;

beforeAll(async () => {
  stage = await deployStage();
  [ingest, obey] = await Promise.all([stage.start("ingest"), stage.start("obey")]);
});
afterEach(() => {
  stage.eventBridge.mood = "well";
});
afterAll(() => stage.close());

const nowhere = "http://127.0.0.1:1";

describe("ingest", () => {
  test("puts an entry that failed on the bus again by itself", async () => {
    stage.eventBridge.mood = "no entry is taken";
    const calls = stage.eventBridge.calls();
    const posting = post(ingest, "one entry fails", "well");
    await expect.poll(stage.eventBridge.calls).toBeGreaterThan(calls);
    stage.eventBridge.mood = "well";

    const id = await posting;

    expect(stage.eventBridge.entries.filter(({ Detail }) => Detail?.includes(id))).toHaveLength(1);
    await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(runsOf(obey, id)).toHaveLength(1);
  });

  test.each(["throttled", "unavailable", "cut"] as const)(
    "keeps an event in the overflow queue when EventBridge is %s, and the drain brings it to the consumer",
    async (mood) => {
      stage.eventBridge.mood = mood;
      const id = await post(ingest, `overflow ${mood}`, "well");
      expect(ingest.output()).toContain('"OverflowUsed":1');
      const overflow = await stage.start("overflow");
      const kept = await stage.sqs.receive(stage.overflowQueue);
      const event = sqsEvent(kept);

      const early = await overflow.invoke<SQSBatchResponse>(event, 3_000);
      expect(early.batchItemFailures).toEqual([{ itemIdentifier: kept[0]?.MessageId }]);
      stage.eventBridge.mood = "well";
      expect(await overflow.invoke(event)).toEqual({ batchItemFailures: [] });
      for (const message of kept) await stage.sqs.delete(stage.overflowQueue, message);

      await pollOnce(stage, stage.queueOf("obey"), obey);
      expect(runsOf(obey, id)).toHaveLength(1);
      expect(await deliveryOf(stage, id)).toMatchObject({ state: "done" });
    },
  );

  test("answers 503 when neither the bus nor the overflow queue takes an event, and takes it when it is sent again", async () => {
    const alone = await stage.start("ingest", {
      AWS_ENDPOINT_URL_EVENTBRIDGE: nowhere,
      AWS_ENDPOINT_URL_SQS: nowhere,
    });
    const event = httpEvent(
      await stripePayment({ seed: "nowhere", set: { "data.object.metadata": { do: "well" } } }),
    );

    const refused = await alone.invoke<HttpResult>(event);
    expect(refused).toMatchObject({ statusCode: 503, headers: { "retry-after": "5" } });
    expect(JSON.parse(refused.body)).toMatchObject({ code: "not_stored" });
    const accepted = await ingest.invoke<HttpResult>(event);

    expect(JSON.parse(accepted.body)).toMatchObject({ status: "accepted" });
    await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(runsOf(obey, eventIdOf(accepted))).toHaveLength(1);
  });

  test("goes on without the table, and counts it", async () => {
    const alone = await stage.start("ingest", { AWS_ENDPOINT_URL_DYNAMODB: nowhere });

    const id = await post(alone, "no table", "well");

    expect(alone.output()).toContain('"DedupeFailedOpen":1');
    await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(runsOf(obey, id)).toHaveLength(1);
  });

  test.each([
    ["a wrong signature", { "stripe-signature": "t=1,v1=00" }, 401],
    ["no signature", { "stripe-signature": "" }, 401],
  ])("refuses %s, and puts nothing on the bus", async (_what, headers, status) => {
    const request = await stripePayment({ seed: "refused" });
    const entries = stage.eventBridge.entries.length;

    const result = await ingest.invoke<HttpResult>(
      httpEvent({ ...request, headers: { ...request.headers, ...headers } }),
    );

    expect(result.statusCode).toBe(status);
    expect(result.body).not.toMatch(/mismatch|missing|timestamp/);
    expect(stage.eventBridge.entries).toHaveLength(entries);
    expect(ingest.output()).toContain('"Refused":1');
    const kept = (await stage.dynamodb.scan()).filter((item) => item["pk"]?.S === "R#stripe");
    expect(kept.some((item) => item["sk"]?.S?.startsWith("M#"))).toBe(true);
    expect(kept.some((item) => item["sk"]?.S?.startsWith("B#"))).toBe(true);
  });

  test("verifies with any of a source's secrets, and says which", async () => {
    const rotated = await stage.start("ingest", {
      HOOKYARD_SECRET_STRIPE: "whsec_new, whsec_a_secret_of_this_test",
    });

    await post(rotated, "rotated", "well");

    expect(rotated.output()).toContain('"secret":"1"');
  });

  test("verifies nothing without a secret", async () => {
    const bare = await stage.start("ingest", { HOOKYARD_SECRET_STRIPE: "" });

    const result = await bare.invoke<HttpResult>(httpEvent(await stripePayment({ seed: "no secret" })));

    expect(result.statusCode).toBe(401);
  });

  test("says which variable is missing when it starts", async () => {
    await expect(stage.start("ingest", { HOOKYARD_TABLE: "" })).rejects.toThrow("HOOKYARD_TABLE is not set");
  });
});

describe("a consumer", () => {
  test("keeps a message whose delivery it cannot look up, and the handler is not run", async () => {
    const alone = await stage.start("obey", { AWS_ENDPOINT_URL_DYNAMODB: nowhere });
    const id = await post(ingest, "consumer without table", "well");
    const messages = await stage.sqs.receive(stage.queueOf("obey"));

    const { batchItemFailures } = await alone.invoke<SQSBatchResponse>(sqsEvent(messages));

    expect(batchItemFailures).toHaveLength(messages.length);
    expect(runsOf(alone, id)).toEqual([]);
    await obey.invoke(sqsEvent(messages));
    expect(runsOf(obey, id)).toHaveLength(1);
    for (const message of messages) await stage.sqs.delete(stage.queueOf("obey"), message);
  });

  test("rejects each invocation while its environment is incomplete", async () => {
    const bare = await stage.start("obey", { HOOKYARD_QUEUE: "" });

    await expect(bare.invoke(sqsEvent([]))).rejects.toThrow("HOOKYARD_QUEUE is not set");
    await expect(bare.invoke(sqsEvent([]))).rejects.toThrow("HOOKYARD_QUEUE is not set");
  });
});

test("an event that comes by webhook and by the partner bus counts once", async () => {
  const partner = await stage.start("partner");
  const request = await stripePayment({ seed: "both ways", set: { "data.object.metadata": { do: "well" } } });
  const envelope = {
    version: "0",
    id: "17e8dff5-d6cd-3770-ace9-aeac02b6ac3f",
    "detail-type": "payment_intent.succeeded",
    source: "aws.partner/stripe.com/ed_test_61SyG",
    account: "111122223333",
    time: "2026-11-21T00:00:00Z",
    region: "eu-west-1",
    resources: [],
    detail: JSON.parse(new TextDecoder().decode(request.body)) as unknown,
  };

  await partner.invoke(envelope);
  const result = await ingest.invoke<HttpResult>(httpEvent(request));

  expect(JSON.parse(result.body)).toMatchObject({ status: "duplicate" });
  const id = eventIdOf(result);
  await pollOnce(stage, stage.queueOf("obey"), obey);
  expect(runsOf(obey, id)).toHaveLength(1);
  expect(await markOf(stage, id)).toEqual({ duplicates: 1, conflicts: 0 });
  await expect(partner.invoke({ ...envelope, account: "999999999999" })).rejects.toThrow("PartnerEventError");
});
