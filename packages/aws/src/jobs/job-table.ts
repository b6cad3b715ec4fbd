import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { Jobs } from "@hookyard/core/port/jobs";
import type { Job } from "@hookyard/core/replay/job";
import { getItems } from "../table/batches.ts";
import { type Item, number, readText, text } from "../table/item.ts";
import { byTime } from "../table/keys.ts";
import { isDone } from "../table/table-calls.ts";
import { documentOf, readJob } from "./job-item.ts";
import { jobKey, jobRetentionSeconds, jobsPartition } from "./job-keys.ts";

export interface JobTableOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The jobs port on the table. Whoever writes must have read the newest version, so a runner that was taken for dead writes nothing. */
export function createJobTable({ dynamodb, table, now }: JobTableOptions): Jobs {
  const write = (
    job: Job,
    condition: Pick<PutItemCommand["input"], "ConditionExpression" | "ExpressionAttributeValues">,
  ) =>
    isDone(
      dynamodb
        .send(
          new PutItemCommand({
            TableName: table,
            Item: {
              ...jobKey(job.id),
              tpk: text(jobsPartition),
              tsk: text(sortKeyOf(job)),
              version: number(job.version),
              document: documentOf(job),
              expires: number(Math.ceil(now() / 1000) + jobRetentionSeconds),
            },
            ...condition,
          }),
        )
        .then(() => undefined),
    );

  return {
    add: (job) => write(job, { ConditionExpression: "attribute_not_exists(pk)" }),
    async get(id) {
      const { Item } = await dynamodb.send(
        new GetItemCommand({ TableName: table, Key: jobKey(id), ConsistentRead: true }),
      );
      return Item === undefined ? undefined : readJob(Item);
    },
    async list({ limit, cursor }) {
      const { Items = [] } = await dynamodb.send(
        new QueryCommand({
          TableName: table,
          IndexName: byTime,
          KeyConditionExpression: "tpk = :jobs AND tsk < :before",
          ExpressionAttributeValues: { ":jobs": text(jobsPartition), ":before": text(readCursor(cursor)) },
          ScanIndexForward: false,
          Limit: limit + 1,
        }),
      );
      const shown = Items.slice(0, limit);
      const whole = await getItems(
        { dynamodb, table },
        shown.map(({ pk, sk }) => ({ pk, sk }) as Item),
      ); // safe: keys of what is indexed
      const rows = whole.map(readJob).sort((one, other) => (sortKeyOf(one) < sortKeyOf(other) ? 1 : -1));
      const last = readText(shown.at(-1) ?? {}, "tsk");
      return { rows, ...(Items.length > limit && last !== undefined && { next: last }) };
    },
    async update(job) {
      const next = { ...job, version: job.version + 1 };
      const isWritten = await write(next, {
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":version": number(job.version) },
      });
      return isWritten ? next : undefined;
    },
  };
}

function sortKeyOf({ createdTime, id }: Job): string {
  return `${createdTime}#${id}`;
}

function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return "~";
  if (/^\d{4}-[\d:.TZ-]+#job_[0-9a-zA-Z]+$/.test(cursor)) return cursor;
  throw new OperatorError("request_invalid", "the cursor is not one that a list gave", {
    fields: [{ field: "cursor", message: "leave it out, or give back `next` of the page before" }],
  });
}
