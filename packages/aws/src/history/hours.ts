import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { readText, text } from "../table/item.ts";
import { hourOf, hoursPartition } from "../table/keys.ts";

/** The hours that have events, within `from` and `to` (RFC 3339 or sort keys, both included). */
export async function hoursBetween(
  { dynamodb, table }: { readonly dynamodb: DynamoDBClient; readonly table: string },
  { from, to, newestFirst }: { readonly from: string; readonly to: string; readonly newestFirst: boolean },
): Promise<readonly string[]> {
  const hours: string[] = [];
  if (hourOf(from) > hourOf(to)) return hours; // DynamoDB refuses a range that ends before it begins
  const pages = paginateQuery(
    { client: dynamodb },
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
    }
  }
  return hours;
}
