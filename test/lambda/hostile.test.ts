import type { SQSBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./support/deploy.ts";
import type { LambdaProcess } from "./support/lambda-process.ts";
import type { ReceivedMessage } from "./support/sqs.ts";
import { pollOnce, sqsEvent } from "./support/stage.ts";
import { deliveryOf, post, runsOf } from "./support/told.ts";

let stage: DeployedStage;
let ingest: LambdaProcess;

beforeAll(async () => {
  stage = await deployStage();
  ingest = await stage.start("ingest");
});
afterAll(() => stage.close());

async function letters(): Promise<readonly ReceivedMessage[]> {
  const queue = stage.deadLetterQueueOf("obey");
  const found = await stage.sqs.receive(queue);
  for (const letter of found) await stage.sqs.delete(queue, letter);
  return found;
}

describe("a handler that", () => {
  test("hangs is stopped at its timeout, tried again, and ends as a dead letter", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "hang", "hang");

    const first = await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(first.failed).toHaveLength(1);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "scheduled", attempt: "1" });
    await pollOnce(stage, stage.queueOf("obey"), obey);
    await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(await deliveryOf(stage, id)).toMatchObject({ state: "dead", reason: "attempts_exhausted" });
    expect(await letters()).toMatchObject([
      { MessageAttributes: { "hookyard-error-name": { StringValue: "TimeoutError" } } },
    ]);
  });

  test("ends its process takes no other message with it, and ends as a dead letter", async () => {
    const before = await post(ingest, "before the exit", "well");
    const id = await post(ingest, "exit", "exit");
    const queue = stage.queueOf("obey");
    const messages = await stage.sqs.receive(queue);
    const inOrder = [before, id].map((one) => messages.filter(({ Body }) => Body.includes(one))).flat();
    const event = sqsEvent(inOrder);

    for (let attempt = 1; attempt <= 3; attempt++) {
      const obey = await stage.start("obey");
      await expect(obey.invoke(event)).rejects.toThrow("the process ended with 1");
      await passTime(id);
    }
    const obey = await stage.start("obey");
    const answer = await obey.invoke<SQSBatchResponse>(event);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await deliveryOf(stage, before)).toMatchObject({ state: "done", attempt: "1" });
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "dead", reason: "attempts_exhausted" });
    expect(runsOf(obey, id)).toEqual([]);
    expect(await letters()).toMatchObject([
      { MessageAttributes: { "hookyard-error-name": { StringValue: "ConsumerCrashed" } } },
    ]);
    for (const message of inOrder) await stage.sqs.delete(queue, message);
  });
});

/** The lease and the claim of an instance that is gone run out by themselves: here, at once. */
async function passTime(id: string): Promise<void> {
  await stage.dynamodb.set(`E#${id}`, "D#obey", { leaseUntil: 1 });
  await stage.dynamodb.set(`I#obey#${id}`, "I", { inProgressUntil: 1 });
}

describe("a message that", () => {
  test.each([
    ["is not JSON", "hello"],
    ["is empty JSON", "{}"],
    ["has another envelope", '{"detail":{"hello":"world"}}'],
    ["is half an envelope", '{"detail":{"specversion":"1.0","id":"evt_'],
    [
      "has an id of somebody else",
      '{"detail":{"specversion":"1.0","id":"1","type":"a","source":"/webhooks/a"}}',
    ],
  ])("%s ends as a dead letter that says so, and is deleted", async (_what, body) => {
    const obey = await stage.start("obey");
    await stage.sqs.send(stage.queueOf("obey"), body);

    const { received, failed } = await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(received).toHaveLength(1);
    expect(failed).toEqual([]);
    expect(await letters()).toMatchObject([
      { Body: body, MessageAttributes: { "hookyard-reason": { StringValue: "unreadable" } } },
    ]);
    expect(obey.output()).toContain('"DeadLetters":1');
  });

  test("has its data in the bucket, where it is not any more, ends as a dead letter", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "missing body", `well ${"x".repeat(1_200_000)}`);
    expect(stage.s3.objects.size).toBe(1);
    stage.s3.objects.clear();

    const { failed } = await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(failed).toEqual([]);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "dead", reason: "unreadable" });
    expect(await letters()).toHaveLength(1);
  });

  test("has its data in a bucket that does not answer is tried again", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "bucket down", `well ${"x".repeat(1_200_000)}`);
    stage.s3.isDown = true;

    const first = await pollOnce(stage, stage.queueOf("obey"), obey);
    stage.s3.isDown = false;
    const second = await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(first.failed).toHaveLength(1);
    expect(second.failed).toEqual([]);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "done", attempt: "2" });
  });

  test("comes when hardly any time is left is left for another instance, without an attempt", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "no time", "well");
    const queue = stage.queueOf("obey");
    const messages = await stage.sqs.receive(queue);

    const { batchItemFailures } = await obey.invoke<SQSBatchResponse>(sqsEvent(messages), 3_100);

    expect(batchItemFailures).toHaveLength(1);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: undefined });
    const { received, failed } = await pollOnce(stage, queue, obey);
    expect(received).toHaveLength(1);
    expect(failed).toEqual([]);
  });
});

describe("an effect", () => {
  /** A function ended between a handler's effect and writing it down: the table knows the one and not the other. */
  async function forgetDelivery(id: string, consumer: string): Promise<void> {
    await stage.dynamodb.delete(`E#${id}`, `D#${consumer}`);
  }

  test("that was had is not had again, though its delivery was not written down", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "once", "well");
    const messages = await stage.sqs.receive(stage.queueOf("obey"));
    await obey.invoke(sqsEvent(messages));
    await forgetDelivery(id, "obey");

    await obey.invoke(sqsEvent(messages));

    expect(runsOf(obey, id)).toHaveLength(1);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "done" });
    expect(await stage.dynamodb.get(`I#obey#${id}`, "I")).toMatchObject({ status: { S: "COMPLETED" } });
    for (const message of messages) await stage.sqs.delete(stage.queueOf("obey"), message);
  });

  test("of a consumer that wants every copy is had again", async () => {
    const consumer = "obey-every-copy";
    const obey = await stage.start(consumer);
    for (const old of await stage.sqs.receive(stage.queueOf(consumer)))
      await stage.sqs.delete(stage.queueOf(consumer), old);
    const id = await post(ingest, "every copy", "well");
    const messages = (await stage.sqs.receive(stage.queueOf(consumer))).filter(({ Body }) =>
      Body.includes(id),
    );
    await obey.invoke(sqsEvent(messages));
    await forgetDelivery(id, consumer);

    await obey.invoke(sqsEvent(messages));

    expect(runsOf(obey, id)).toHaveLength(2);
    expect(await stage.dynamodb.get(`I#${consumer}#${id}`, "I")).toBeUndefined();
  });

  test("that failed is free for the next attempt", async () => {
    const obey = await stage.start("obey");
    const id = await post(ingest, "fails once", "fail once");
    const queue = stage.queueOf("obey");

    await pollOnce(stage, queue, obey);
    expect(await stage.dynamodb.get(`I#obey#${id}`, "I")).toBeUndefined();
    await pollOnce(stage, queue, obey);

    expect(await deliveryOf(stage, id)).toMatchObject({ state: "done" });
  });
});
