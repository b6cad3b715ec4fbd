import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { ArchiveQuery } from "@hookyard/core/replay/replay-request";
import {
  jobKey,
  jobPartition,
  jobRetentionSeconds,
  openSortKey,
  type OpenSending,
  skippedKey,
} from "../jobs/job-keys.ts";
import { readJob } from "../jobs/job-item.ts";
import { number, text } from "../table/item.ts";

/** What a consumer asks and tells of the jobs whose events EventBridge's archive sends it. */
export interface ArchiveCopies {
  /** What the job asked for; `undefined` where nothing is known of it any more. */
  query(job: string): Promise<ArchiveQuery | undefined>;
  /** Counts an event that this consumer has begun with. The same one again counts once. */
  sent(job: string, sending: OpenSending): Promise<void>;
  /** Counts an event that this consumer leaves alone. Each copy counts. */
  skipped(job: string, consumer: string): Promise<void>;
}

export interface ArchiveCopiesOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a job asks for never changes, so an instance reads it once. Of more than these the oldest are read again. */
const mostKept = 100;

export function createArchiveCopies({ dynamodb, table, now }: ArchiveCopiesOptions): ArchiveCopies {
  const known = new Map<string, ArchiveQuery | undefined>();
  const readQuery = async (job: string): Promise<ArchiveQuery | undefined> => {
    const { Item } = await dynamodb.send(
      new GetItemCommand({ TableName: table, Key: jobKey(job), ConsistentRead: true }),
    );
    const what = Item === undefined ? undefined : readJob(Item).request.what;
    return what?.kind === "archive" ? what.query : undefined;
  };
  const expires = () => number(Math.ceil(now() / 1000) + jobRetentionSeconds);
  return {
    async query(job) {
      if (known.has(job)) return known.get(job);
      const query = await readQuery(job);
      known.set(job, query);
      const oldest = known.size > mostKept ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      return query;
    },
    async sent(job, sending) {
      await dynamodb.send(
        new PutItemCommand({
          TableName: table,
          Item: { pk: text(jobPartition(job)), sk: text(openSortKey(sending)), expires: expires() },
        }),
      );
    },
    async skipped(job, consumer) {
      await dynamodb.send(
        new UpdateItemCommand({
          TableName: table,
          Key: skippedKey(job, consumer),
          UpdateExpression: "SET expires = :expires ADD skipped :one",
          ExpressionAttributeValues: { ":expires": expires(), ":one": number(1) },
        }),
      );
    },
  };
}
