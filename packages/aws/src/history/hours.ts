import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { readText, text } from "../table/item.ts";
import { hourOf, hoursPartition } from "../table/keys.ts";

export interface HoursQuery {
  /** RFC 3339 or sort keys, both included. */
  readonly from: string;
  readonly to: string;
  readonly newestFirst: boolean;
  /** Default: all. */
  readonly limit?: number;
}

/** The hours that have events. */
export async function hoursBetween(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  { from, to, newestFirst, limit = Number.POSITIVE_INFINITY }: HoursQuery,
): Promise<readonly string[]> {
  const hours: string[] = [];
  if (hourOf(from) > hourOf(to)) return hours; // DynamoDB refuses a range that ends before it begins
  const pages = paginateQuery(
    { client: dynamodb, ...(Number.isFinite(limit) && { pageSize: limit }) },
    {
      TableName: table,
      KeyConditionExpression: "pk = :hours AND sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":hours": text(hoursPartition),
        ":from": text(hourOf(from)),
        ":to": text(hourOf(to)),
      },
      ScanIndexForward: !newestFirst,
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const hour = readText(item, "sk");
      if (hour !== undefined) hours.push(hour);
      if (hours.length >= limit) return hours;
    }
  }
  return hours;
}
