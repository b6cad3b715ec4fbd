import type { EventBus } from "./bus.ts";
import { createFunction } from "./function.ts";
import { mayPublish, mayReceive } from "./permissions.ts";
import { createQueue } from "./queue.ts";
import type { Settings } from "./settings.ts";

/** Where events wait that EventBridge would not take, and the function that puts them there after all. */
export interface Overflow {
  readonly queue: sst.aws.Queue;
  readonly deadLetterQueue: sst.aws.Queue;
}

const timeoutSeconds = 60;

/** So often is an event given to EventBridge again, 6 minutes apart: four days of it refusing. */
const maxReceives = 1000;

export function createOverflowQueues(): Overflow {
  const deadLetterQueue = createQueue("OverflowDeadLetters");
  const queue = createQueue("Overflow", {
    visibilitySeconds: timeoutSeconds * 6,
    redrive: { to: deadLetterQueue, maxReceives },
  });
  return { queue, deadLetterQueue };
}

export interface DrainOptions {
  readonly overflow: Overflow;
  readonly bus: EventBus;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  readonly settings: Settings;
}

export function createDrain({ overflow, bus, environment, settings }: DrainOptions): sst.aws.Function {
  const drain = createFunction("OverflowDrain", {
    handler: "packages/functions/src/overflow.handler",
    description: "Gives EventBridge again what it would not take",
    timeoutSeconds,
    memory: settings.memory.consumer,
    environment,
    permissions: [mayReceive(overflow.queue), mayPublish(bus)],
    settings,
  });
  overflow.queue.subscribe(drain.arn, {
    batch: { size: 10, partialResponses: true },
    transform: {
      eventSourceMapping: (args) => {
        args.scalingConfig = { maximumConcurrency: 2 };
      },
    },
  });
  return drain;
}
