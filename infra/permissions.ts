import { refusedPartition } from "../packages/aws/src/refused/refused-keys.ts";
import { eventPartition, hoursPartition, idempotencyKey } from "../packages/aws/src/table/keys.ts";
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
  idempotency: (consumer: string): string => String(idempotencyKey(consumer, "*")["pk"]?.S),
} as const;

export function mayPublish({ bus }: EventBus): Permission {
  return { actions: ["events:PutEvents"], resources: [bus.arn] };
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
export function mayReceive(queue: sst.aws.Queue): Permission {
  return {
    actions: [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ],
    resources: [queue.arn],
  };
}

/** X-Ray has no resources to name: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
export const mayTrace: Permission = {
  actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
};
