import { jobPartition } from "../packages/aws/src/jobs/job-keys.ts";
import { refusedPartition } from "../packages/aws/src/refused/refused-keys.ts";
import {
  byTime,
  eventPartition,
  eventsPartition,
  hoursPartition,
  idempotencyKey,
  registrationPartition,
  schedulePartition,
} from "../packages/aws/src/table/keys.ts";
import type { EventBus } from "./bus.ts";
import type { Store } from "./store.ts";

/** One thing that a function may do, as SST takes it. */
export interface Permission {
  actions: string[];
  resources: $util.Input<string>[];
  conditions?: { test: string; variable: string; values: string[] }[];
}

/** Partitions of the table by what they hold; `*` stands for anything. See `packages/aws/src/table/`. */
export const partitions = {
  events: eventPartition("*"),
  hours: hoursPartition,
  refused: refusedPartition("*"),
  jobs: jobPartition("*"),
  registration: registrationPartition,
  schedule: schedulePartition,
  idempotency: (consumer: string): string => String(idempotencyKey(consumer, "*")["pk"]?.S),
} as const;

/** Of the index: every hour and every shard. */
const indexedEvents = eventsPartition("*", 0).replace(/0$/, "*");

export function mayPublish({ bus }: EventBus): Permission {
  return { actions: ["events:PutEvents"], resources: [bus.arn] };
}

/**
 * Replay jobs that EventBridge's archive serves. A replay has its job's name, and none before it is begun.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
 */
export function mayReplayArchive({ archive }: EventBus): readonly Permission[] {
  const replays = archive.arn.apply((arn) => arn.replace(/:archive\/.*$/, ":replay/job_*"));
  return [
    { actions: ["events:DescribeArchive", "events:StartReplay"], resources: [archive.arn] },
    {
      actions: ["events:StartReplay", "events:DescribeReplay", "events:CancelReplay"],
      resources: [replays],
    },
  ];
}

/** What a function does with single items; none scans the table, or searches it by time. */
type ItemAction = "GetItem" | "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem";

/**
 * These actions on items of these partitions, and of no other.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function mayUseItems(
  { table }: Store,
  actions: readonly ItemAction[],
  keys: readonly string[],
): Permission {
  return {
    actions: actions.map((action) => `dynamodb:${action}`),
    resources: [table.arn],
    conditions: [{ test: "ForAllValues:StringLike", variable: "dynamodb:LeadingKeys", values: [...keys] }],
  };
}

/** What the bus does with events: dedupe, history, and taking back what was not published. */
export function mayKeepEvents(store: Store): Permission {
  const actions = ["GetItem", "PutItem", "UpdateItem", "DeleteItem"] as const;
  return mayUseItems(store, actions, [partitions.events, partitions.hours]);
}

/** What a search for events of a time takes: the hours that have any, the index, and what became of each. */
export function mayFindEvents({ table }: Store): readonly Permission[] {
  const query = (resource: $util.Input<string>, keys: string[]): Permission => ({
    actions: ["dynamodb:Query"],
    resources: [resource],
    conditions: [{ test: "ForAllValues:StringLike", variable: "dynamodb:LeadingKeys", values: keys }],
  });
  return [
    query(table.arn, [partitions.events, partitions.hours]),
    query($interpolate`${table.arn}/index/${byTime}`, [indexedEvents]),
  ];
}

/** What bodies that are too large for the bus are called, as in `packages/aws/src/bodies/`. */
const bodies = "bodies/*";

export function mayPutBodies({ bucket }: Store): Permission {
  return { actions: ["s3:PutObject"], resources: [$interpolate`${bucket.arn}/${bodies}`] };
}

/** Listing is what makes S3 say that an object is not there: else it says that access is denied. */
export function mayGetBodies({ bucket }: Store): readonly Permission[] {
  return [
    { actions: ["s3:GetObject"], resources: [$interpolate`${bucket.arn}/${bodies}`] },
    { actions: ["s3:ListBucket"], resources: [bucket.arn] },
  ];
}

export function maySend(queue: sst.aws.Queue): Permission {
  return { actions: ["sqs:SendMessage"], resources: [queue.arn] };
}

/** What an event source mapping needs, and what changes when a delivery comes again. */
export function mayReceive(...queues: readonly sst.aws.Queue[]): Permission {
  return {
    actions: [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ],
    resources: queues.map(({ arn }) => arn),
  };
}

/**
 * What an operator does with the table, all of it: history is read by time, and jobs, trails and letters are written beside
 * it. Nothing scans.
 */
export function mayOperate({ table }: Store): Permission {
  const actions = [
    "GetItem",
    "BatchGetItem",
    "Query",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
  ];
  return {
    actions: [...actions, "DescribeTable"].map((action) => `dynamodb:${action}`),
    resources: [table.arn, $interpolate`${table.arn}/index/byTime`],
  };
}

/** What an operator does with the queues of consumers: counts what waits, reads and settles letters, sends them again. */
export function mayReadLetters(
  consumers: readonly Record<"queue" | "deadLetterQueue" | "targetDeadLetterQueue", sst.aws.Queue>[],
): readonly Permission[] {
  const letters = consumers.flatMap((each) => [each.deadLetterQueue, each.targetDeadLetterQueue]);
  return [
    {
      actions: ["sqs:GetQueueAttributes", "sqs:SendMessage"],
      resources: consumers.map(({ queue }) => queue.arn),
    },
    mayReceive(...letters),
  ];
}

/** Pausing and resuming consumers. */
export function mayChangeMappings(
  mappings: readonly $util.Output<aws.lambda.EventSourceMapping>[],
): Permission {
  return {
    actions: ["lambda:GetEventSourceMapping", "lambda:UpdateEventSourceMapping"],
    resources: mappings.map((mapping) => mapping.arn),
  };
}

/** Invoking a function by its name; it need not be there yet. */
export function mayInvoke(functionName: string): Permission {
  const { region } = aws.getRegionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const { partition } = aws.getPartitionOutput();
  return {
    actions: ["lambda:InvokeFunction"],
    resources: [$interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`],
  };
}

/** CloudWatch has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const mayReadMetrics: Permission = { actions: ["cloudwatch:GetMetricData"], resources: ["*"] };

/** X-Ray has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const mayTrace: Permission = {
  actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
};
