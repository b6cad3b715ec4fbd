import type { ConsumerDefinition } from "@hookyard/core";
import type { EventBus } from "./bus.ts";
import { createFunction, createLiveAlias } from "./function.ts";
import { consumerName } from "./names.ts";
import { mayGetBodies, mayReceive, maySend, mayUseItems, partitions } from "./permissions.ts";
import { createQueue } from "./queue.ts";
import { createRule } from "./rule.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** Everything that one consumer of the router becomes. */
export interface DeployedConsumer {
  readonly definition: ConsumerDefinition;
  readonly queue: sst.aws.Queue;
  readonly deadLetterQueue: sst.aws.Queue;
  readonly targetDeadLetterQueue: sst.aws.Queue;
  readonly rule: aws.cloudwatch.EventRule;
  readonly function: sst.aws.Function;
  readonly mapping: $util.Output<aws.lambda.EventSourceMapping>;
}

export interface ConsumerOptions {
  readonly definition: ConsumerDefinition;
  readonly bus: EventBus;
  readonly store: Store;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

export function createConsumer(options: ConsumerOptions): DeployedConsumer {
  const { definition, bus, store, settings } = options;
  const name = consumerName(definition.name);
  const timeoutSeconds = functionTimeoutSeconds(definition, settings.batchSize);
  const deadLetterQueue = createQueue(`${name}DeadLetters`);
  const targetDeadLetterQueue = createQueue(`${name}TargetDeadLetters`);
  const queue = createQueue(`${name}Queue`, {
    // AWS's own advice: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
    visibilitySeconds: timeoutSeconds * 6,
    redrive: { to: deadLetterQueue, maxReceives: maxReceives(definition) },
  });
  const rule = createRule({ consumer: definition, bus, queue, targetDeadLetterQueue, settings });
  const consumer = createFunction(name, {
    handler: `packages/functions/src/consumers/${definition.name}.handler`,
    description: `The consumer ${definition.name}`,
    timeoutSeconds,
    memory: settings.memory.consumer,
    environment: {
      ...settings.consumerEnvironment,
      ...options.environment,
      HOOKYARD_CONSUMER: definition.name,
      HOOKYARD_QUEUE: queue.url,
      HOOKYARD_DEAD_LETTER_QUEUE: deadLetterQueue.url,
    },
    permissions: [
      mayReceive(queue),
      maySend(deadLetterQueue),
      mayUseItems(store, ["GetItem", "PutItem"], [partitions.events]),
      // What EventBridge's archive sends is asked of its job, and counted there.
      mayUseItems(store, ["GetItem", "PutItem", "UpdateItem"], [partitions.jobs]),
      mayUseItems(store, ["GetItem", "PutItem", "DeleteItem"], [partitions.idempotency(definition.name)]),
      ...mayGetBodies(store),
    ],
    settings,
    isVersioned: true,
    // The mapping below cannot be held to fewer than two.
    ...(definition.concurrency < leastMappingConcurrency && { reservedConcurrency: definition.concurrency }),
  });
  const subscriber = queue.subscribe(createLiveAlias(name, consumer).arn, {
    batch: { size: settings.batchSize, partialResponses: true },
    transform: {
      eventSourceMapping: (args) => {
        args.scalingConfig = {
          maximumConcurrency: Math.max(definition.concurrency, leastMappingConcurrency),
        };
      },
    },
  });
  const mapping = subscriber.apply((subscribed) => subscribed.nodes.eventSourceMapping);
  return { definition, queue, deadLetterQueue, targetDeadLetterQueue, rule, function: consumer, mapping };
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const leastMappingConcurrency = 2;

/** Of an invocation's time, what stays for settling the deliveries. */
const settlingSeconds = 15;
const mostTimeoutSeconds = 900;

/** Deliveries of a batch are attempted one after the other, so that `concurrency` is what the router says. */
function functionTimeoutSeconds({ timeoutSeconds }: ConsumerDefinition, batchSize: number): number {
  return Math.min(Math.ceil(timeoutSeconds * batchSize + settlingSeconds), mostTimeoutSeconds);
}

/**
 * The consumer itself makes dead letters of what it gives up. This is for what it never gets to: crashes, and hand-outs
 * that were no attempts. SQS counts to 1,000 at most.
 */
function maxReceives({ retry }: ConsumerDefinition): number {
  return Math.min(retry.attempts * 2 + 20, 1000);
}
