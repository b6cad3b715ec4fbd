import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { number, readNumber, readText, text } from "./table/item.ts";
import { scheduleKey } from "./table/keys.ts";

/** How far the schedule of one source has come, between two runs. What was written is durable. */
export interface ScheduleProgressTable {
  /** What was written last; an empty object before anything was. */
  read(): Promise<object>;
  /** False, and nothing is written, when somebody else has written since this one last read or wrote. */
  write(progress: object): Promise<boolean>;
}

export interface ScheduleProgressOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  readonly source: string;
}

/**
 * Keeps it as one item. EventBridge Scheduler may begin a run twice, and one may outlast the next: each write is on the
 * condition that the item is as this run knows it, so that the slower one learns of the other and stops.
 */
export function createScheduleProgressTable(options: ScheduleProgressOptions): ScheduleProgressTable {
  const { dynamodb, table, source } = options;
  let known = 0;
  return {
    async read() {
      const { Item: item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: scheduleKey(source), ConsistentRead: true }),
      );
      known = item === undefined ? 0 : (readNumber(item, "version") ?? 0);
      const written = item === undefined ? undefined : readText(item, "progress");
      return written === undefined ? {} : (JSON.parse(written) as object); // safe: `write` wrote it whole
    },
    async write(progress) {
      const version = known + 1;
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: {
              ...scheduleKey(source),
              progress: text(JSON.stringify(progress)),
              version: number(version),
            },
            ConditionExpression: "attribute_not_exists(pk) OR version = :known",
            ExpressionAttributeValues: { ":known": number(known) },
          }),
        );
      } catch (error) {
        if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
        throw error;
      }
      known = version;
      return true;
    },
  };
}
