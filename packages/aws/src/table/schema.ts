import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { byTime, byTimeAttributes } from "./keys.ts";

/** The attribute that says when an item may be forgotten, in seconds since 1970. */
export const timeToLiveAttribute = "expires";

/** How long events are kept, where their provider does not send again for longer. */
export const defaultRetentionSeconds = 30 * 86_400;

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
