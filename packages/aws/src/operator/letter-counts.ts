import {
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { failingPartition, letterPartition } from "../deliveries/delivery-item.ts";
import { number, readNumber, text } from "../table/item.ts";
import { byTime } from "../table/keys.ts";

/** How many deliveries of a consumer are not as they should be. Keys: `COUNT#<consumer>`, `COUNT`. */
export interface LetterCounts {
  dead(consumer: string): Promise<number>;
  /** Those that wait for another attempt after a failed one: 10,000 stands for more. */
  failing(consumer: string): Promise<number>;
  discarded(consumer: string): Promise<number>;
  addDiscarded(consumer: string, count: number): Promise<void>;
}

const mostFailing = 10_000;

export function createLetterCounts({
  dynamodb,
  table,
}: {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
}): LetterCounts {
  const key = (consumer: string) => ({ pk: text(`COUNT#${consumer}`), sk: text("COUNT") });
  const entries = async (partition: string, most: number): Promise<number> => {
    let count = 0;
    let from: Record<string, ReturnType<typeof text>> | undefined;
    do {
      const { Count = 0, LastEvaluatedKey } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          IndexName: byTime,
          Select: "COUNT",
          KeyConditionExpression: "tpk = :partition",
          ExpressionAttributeValues: { ":partition": text(partition) },
          ...(Number.isFinite(most) && { Limit: most - count }),
          ...(from !== undefined && { ExclusiveStartKey: from }),
        }),
      );
      count += Count;
      from = LastEvaluatedKey as typeof from; // safe: keys of this table are texts
    } while (from !== undefined && count < most);
    return count;
  };
  return {
    dead: (consumer) => entries(letterPartition(consumer), Number.POSITIVE_INFINITY),
    failing: (consumer) => entries(failingPartition(consumer), mostFailing),
    async discarded(consumer) {
      const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: key(consumer) }));
      return readNumber(Item, "discarded") ?? 0;
    },
    async addDiscarded(consumer, count) {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: key(consumer),
          UpdateExpression: "ADD discarded :count",
          ExpressionAttributeValues: { ":count": number(count) },
        }),
      );
    },
  };
}
