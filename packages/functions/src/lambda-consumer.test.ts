import { defineRouter, source } from "@hookyard/core";
import { stripe } from "@hookyard/core/provider/stripe";
import { afterEach, expect, test, vi } from "vitest";
import { lambdaConsumer } from "./lambda-consumer.ts";

const router = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: { "fulfil-order": { on: ["payment.succeeded"] } },
});
const consumer = router.consumer("fulfil-order", async () => undefined);
const context = { awsRequestId: "request", getRemainingTimeInMillis: () => 30_000 };

const variables = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  HOOKYARD_STAGE: "test",
  HOOKYARD_BUS: "bus",
  HOOKYARD_TABLE: "table",
  HOOKYARD_BUCKET: "bucket",
  HOOKYARD_OVERFLOW_QUEUE: "https://sqs.eu-west-1.amazonaws.com/111122223333/overflow",
  HOOKYARD_CONSUMER: "fulfil-order",
  HOOKYARD_QUEUE: "https://sqs.eu-west-1.amazonaws.com/111122223333/fulfil-order",
};
const deadLetterQueue = "https://sqs.eu-west-1.amazonaws.com/111122223333/fulfil-order-dead";

afterEach(() => vi.unstubAllEnvs());

test("what failed at the start of an instance is tried again by each invocation until it works", async () => {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const handler = lambdaConsumer(consumer);

  await expect(handler({ Records: [] }, context)).rejects.toThrow("HOOKYARD_DEAD_LETTER_QUEUE");
  await expect(handler({ Records: [] }, context)).rejects.toThrow("HOOKYARD_DEAD_LETTER_QUEUE");

  vi.stubEnv("HOOKYARD_DEAD_LETTER_QUEUE", deadLetterQueue);
  expect(await handler({ Records: [] }, context)).toEqual({ batchItemFailures: [] });
});
