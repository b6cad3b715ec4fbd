import { createArchiveCopies } from "@hookyard/aws/archive/archive-copies";
import { createDeliveryTable } from "@hookyard/aws/deliveries/delivery-table";
import { createSettler } from "@hookyard/aws/deliveries/settle";
import { createDynamodbClient } from "@hookyard/aws/dynamodb-client";
import { createIdempotencyTable } from "@hookyard/aws/idempotency/idempotency-table";
import { createSqsClient } from "@hookyard/aws/sqs-client";
import type { Consumer } from "@hookyard/core";
import { readConsumerDeployment, readTraceHeader, type Variables } from "../deployment.ts";
import { createAttemptObserver } from "./attempt-observer.ts";
import { clientOptions } from "./clients.ts";
import { type ConsumerFunction, createConsumerFunction } from "./consumer-function.ts";
import { createOnce } from "./idempotency.ts";
import { createLazyBodies } from "./lazy-bodies.ts";
import { createTelemetry } from "./telemetry.ts";
import { createTracing } from "./tracing.ts";

/** A consumer's function with all that it needs of AWS. Throws `ConfigError` when its environment is incomplete. */
export function createDeployedConsumer(consumer: Consumer, variables: Variables): ConsumerFunction {
  const deployment = readConsumerDeployment(variables, consumer.name);
  const telemetry = createTelemetry({ service: "consumer", stage: deployment.stage });
  const dynamodb = createDynamodbClient(clientOptions(deployment, variables, "dynamodb"));
  const bodies = createLazyBodies(deployment, variables);
  const { table, queue, deadLetterQueue, version } = deployment;
  return createConsumerFunction({
    consumer,
    settler: createSettler({
      consumer: consumer.name,
      sqs: createSqsClient(clientOptions(deployment, variables, "sqs")),
      queue,
      deadLetterQueue,
      table: createDeliveryTable({ dynamodb, table, now: Date.now }),
      fetchWhole: async ({ text, event: { dataref } }) =>
        dataref === undefined ? text : bodies.get(dataref),
      archive: createArchiveCopies({ dynamodb, table, now: Date.now }),
      version,
      now: Date.now,
    }),
    once: createOnce(createIdempotencyTable({ dynamodb, table }), Date.now),
    observer: createAttemptObserver(consumer.name, telemetry),
    tracing: createTracing({ traceHeader: () => readTraceHeader(variables) }),
    now: () => new Date(),
    random: Math.random,
  });
}
