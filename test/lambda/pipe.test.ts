import type { SQSBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DeployedStage, deployStage } from "./support/deploy.ts";
import type { LambdaProcess } from "./support/lambda-process.ts";
import type { ReceivedMessage } from "./support/sqs.ts";
import { pollOnce, sqsEvent } from "./support/stage.ts";
import { deliveryOf, eventIdOf, markOf, post, runsOf } from "./support/told.ts";
import { type HttpResult, httpEvent, secret, stripePayment } from "./support/webhook.ts";

let stage: DeployedStage;
let ingest: LambdaProcess;
let obey: LambdaProcess;

beforeAll(async () => {
  stage = await deployStage();
  [ingest, obey] = await Promise.all([stage.start("ingest"), stage.start("obey")]);
});
afterAll(() => stage.close());

describe("a webhook reaches its consumer", () => {
  test.each([
    ["by a Function URL, in base64", { by: "function url", isBase64Encoded: true }],
    ["by a Function URL, as text", { by: "function url", isBase64Encoded: false }],
    ["by an HTTP API, in base64", { by: "http api", isBase64Encoded: true }],
    ["by an HTTP API, as text", { by: "http api", isBase64Encoded: false }],
  ] as const)("%s", async (what, options) => {
    const id = await post(ingest, what, "well", options);

    const { received, failed } = await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(received).toHaveLength(1);
    expect(failed).toEqual([]);
    expect(await deliveryOf(stage, id)).toMatchObject({ state: "done", attempt: "1" });
    expect(await stage.sqs.receive(stage.queueOf("obey"))).toEqual([]);
    const entry = stage.eventBridge.entries.at(-1);
    expect(entry).toMatchObject({ Source: "hookyard.stripe", DetailType: "payment.succeeded" });
    const { traceparent } = JSON.parse(entry?.Detail ?? "{}") as { readonly traceparent: string }; // safe: the event
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(runsOf(obey, id)).toMatchObject([
      { ran: "well", attempt: 1, replay: 0, traceparent, consumer: "obey" },
    ]);
    expect(obey.output()).toContain(`"traceparent":"${traceparent}"`);
  });

  test("once, however often the provider sends it", async () => {
    const id = await post(ingest, "a retry", "well");
    expect(await post(ingest, "a retry", "well")).toBe(id);

    await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(runsOf(obey, id)).toHaveLength(1);
    expect(await stage.sqs.receive(stage.queueOf("obey"))).toEqual([]);
    expect(await markOf(stage, id)).toEqual({ duplicates: 1, conflicts: 0 });
  });

  test("whole, though it is too large for the bus", async () => {
    const request = await stripePayment({
      seed: "large",
      set: { "data.object.metadata": { do: "well" }, "data.object.description": "x".repeat(1_200_000) },
    });
    const result = await ingest.invoke<HttpResult>(httpEvent(request));
    const id = eventIdOf(result);

    await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(Buffer.byteLength(stage.eventBridge.entries.at(-1)?.Detail ?? "")).toBeLessThan(10_000);
    const [run] = runsOf(obey, id);
    expect(run?.["size"]).toBeGreaterThan(1_200_000);
  });
});

describe("a batch", () => {
  test("of good and bad ones fails in part, and each ends in its own state", async () => {
    await stage.sqs.receive(stage.queueOf("obey")); // nothing of another test is in the way
    const ids = {
      well: await post(ingest, "batch 1", "well"),
      fail: await post(ingest, "batch 2", "fail once"),
      giveUp: await post(ingest, "batch 3", "give up"),
      text: await post(ingest, "batch 4", "throw text"),
      later: await post(ingest, "batch 5", "later"),
    };

    const { received, failed } = await pollOnce(stage, stage.queueOf("obey"), obey);

    expect(received).toHaveLength(5);
    expect(failed).toHaveLength(3);
    expect(await deliveryOf(stage, ids.well)).toMatchObject({ state: "done" });
    expect(await deliveryOf(stage, ids.fail)).toMatchObject({ state: "scheduled" });
    expect(await deliveryOf(stage, ids.text)).toMatchObject({ state: "scheduled" });
    expect(await deliveryOf(stage, ids.later)).toMatchObject({ state: "scheduled" });
    expect(await deliveryOf(stage, ids.giveUp)).toMatchObject({ state: "dead", reason: "permanent" });
    const [letter] = await stage.sqs.receive(stage.deadLetterQueueOf("obey"));
    expect(letter?.MessageAttributes).toMatchObject({
      "hookyard-delivery": { StringValue: `${ids.giveUp}:obey` },
      "hookyard-reason": { StringValue: "permanent" },
      "hookyard-error-name": { StringValue: "PermanentError" },
      "hookyard-error-message": { StringValue: "told to give up" },
      "hookyard-attempts": { StringValue: "1" },
    });
    expect(letter?.Body).toContain(ids.giveUp);
    if (letter !== undefined) await stage.sqs.delete(stage.deadLetterQueueOf("obey"), letter);

    // What has no wait is there again; what asked for ten minutes is not.
    const again = await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(again.received).toHaveLength(2);
    expect(await deliveryOf(stage, ids.fail)).toMatchObject({ state: "done", attempt: "2" });
    expect(await deliveryOf(stage, ids.text)).toMatchObject({ state: "scheduled", attempt: "2" });
    await pollOnce(stage, stage.queueOf("obey"), obey);
    expect(await deliveryOf(stage, ids.text)).toMatchObject({
      state: "dead",
      reason: "attempts_exhausted",
      attempt: "3",
    });
    expect(runsOf(obey, ids.text)).toHaveLength(3);
    const [exhausted] = await stage.sqs.receive(stage.deadLetterQueueOf("obey"));
    expect(exhausted?.MessageAttributes).toMatchObject({
      "hookyard-error-name": { StringValue: "string" },
      "hookyard-attempts": { StringValue: "3" },
    });
    if (exhausted !== undefined) await stage.sqs.delete(stage.deadLetterQueueOf("obey"), exhausted);
  });

  test("is handed out a second time after it was done, and does nothing", async () => {
    const id = await post(ingest, "copy", "well");
    const messages = await stage.sqs.receive(stage.queueOf("obey"));
    await obey.invoke<SQSBatchResponse>(sqsEvent(messages));

    const answer = await obey.invoke<SQSBatchResponse>(sqsEvent(messages));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(runsOf(obey, id)).toHaveLength(1);
    for (const message of messages) await stage.sqs.delete(stage.queueOf("obey"), message);
  });
});

describe("what EventBridge's archive sends again", () => {
  /** The event as the archive sends it, as one message of a batch. */
  const archived = (message: ReceivedMessage, replay: string): ReceivedMessage => ({
    ...message,
    MessageId: `${message.MessageId}-${replay}`,
    Body: `${message.Body.slice(0, -1)},"replay-name":"${replay}"}`,
  });

  test("is left alone when it is done, and runs once as the next generation when that is asked for; both are counted", async () => {
    const id = await post(ingest, "archived", "well");
    const { received } = await pollOnce(stage, stage.queueOf("obey"), obey);
    const [message] = received;
    if (message === undefined) throw new Error("nothing was received");

    await obey.invoke<SQSBatchResponse>(sqsEvent([archived(message, "job_0001.1")]));
    const answer = await obey.invoke<SQSBatchResponse>(
      sqsEvent(
        ["job_0002.1.again", "job_0002.1.again", "job_0002.2.again"].map((name) => archived(message, name)),
      ),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(runsOf(obey, id).map(({ replay }) => replay)).toEqual([0, 1]);
    expect(await stage.dynamodb.get("J#job_0001", "S#obey")).toMatchObject({ skipped: { N: "1" } });
    expect(await stage.dynamodb.get("J#job_0002", `O#obey#1#${id}`)).toBeDefined();
  });
});

test("nothing secret is written", async () => {
  await post(ingest, "secrets", "well");
  await pollOnce(stage, stage.queueOf("obey"), obey);

  for (const output of [ingest.output(), obey.output()]) {
    expect(output).not.toContain(secret);
    expect(output).not.toContain("jenny.rosen@example.com");
    expect(output).not.toMatch(/v1=[0-9a-f]{64}/);
  }
});
