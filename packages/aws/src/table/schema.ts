import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { byTime, byTimeAttributes } from "./keys.ts";

/** The attribute that says when an item may be forgotten, in seconds since 1970. */
export const timeToLiveAttribute = "expires";

/** How long events are kept, where their provider does not send again for longer. */
export const defaultRetentionSeconds = 30 * 86_400;

/**
 * What follows from an event outlives it by this: its mark, its deliveries, its body. SQS keeps a message so long, and
 * DynamoDB deletes what has expired within a few days, in no order: an event without its mark looks like one that was
 * never published, and one without a delivery like one that is still on its way.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export const afterlifeSeconds = 14 * 86_400;

/**
 * How long a delivery is kept after its last change, and with it a text that was edited for it. Who writes it does not
 * know the provider's horizon; that none of the presets' comes near is a test.
 */
export const deliveryRetentionSeconds = defaultRetentionSeconds + afterlifeSeconds;

/** The table as it has to be: what tests create, and what a deployed one is compared with. */
export function tableSchema(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", "tpk", "tsk"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    })),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: byTime,
        KeySchema: [
          { AttributeName: "tpk", KeyType: "HASH" },
          { AttributeName: "tsk", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [...byTimeAttributes] },
      },
    ],
  };
}
