import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventRecord } from "../table/event-item.ts";
import { beginning } from "./cursor.ts";
import { eventRows } from "./event-rows.ts";
import { hoursBetween } from "./hours.ts";

/** Hours with events that are looked through for the newest. */
const mostHours = 24;
/** After every sort key that begins with a time. */
const end = "~";

/** Up to `limit` of the newest events, newest first, as they were claimed: one question a shard and hour. */
export async function newestEvents(
  from: { readonly dynamodb: DynamoDBClient; readonly table: string },
  limit: number,
): Promise<readonly EventRecord[]> {
  const hours = await hoursBetween(from, {
    from: beginning,
    to: end,
    newestFirst: true,
    limit: mostHours,
  });
  const found: EventRecord[] = [];
  for (const hour of hours) {
    const rows = await eventRows(from, {
      hour,
      after: beginning,
      before: end,
      newestFirst: true,
      limit: limit - found.length,
      filter: {},
    });
    found.push(...rows);
    if (found.length >= limit) break;
  }
  return found;
}
