import { type DynamoDBClient, paginateQuery, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { deleteItems } from "../table/batches.ts";
import { type Item, number, text } from "../table/item.ts";
import { isDone } from "../table/table-calls.ts";
import { jobPartition, jobRetentionSeconds, laneSortPrefix, openSortKey } from "./job-keys.ts";
import { type LaneRecord, type Lanes, lanesOf, writeLane } from "./lane-record.ts";
import type { KnownOutcome } from "./sending-outcomes.ts";

/** The items in which a job counts what it did. */
export interface LaneTable {
  read(job: string): Promise<Lanes>;
  /** Items of a job between two sort keys, in their order, page by page: as much as a lane or a count is read from. */
  pages(job: string, from: string, to: string): AsyncGenerator<readonly Item[]>;
  /** Changes what a lane counts, and deletes what it names; `undefined` when somebody else was first. */
  change(job: string, lane: LaneRecord, change: LaneChange): Promise<LaneRecord | undefined>;
  /** The lane with these sendings counted, and their items gone; `undefined` when somebody else counted meanwhile. */
  count(job: string, lane: LaneRecord, settled: readonly KnownOutcome[]): Promise<LaneRecord | undefined>;
  /** Seconds since 1970 when what is written now may be forgotten. */
  expires(): Item[string];
}

export type LaneChange = Partial<Pick<LaneRecord, "done" | "failed" | "skipped" | "position">>;

export interface LaneTableOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Of a sending, the key is all there is: 1,000 are some 100 KB. */
const pageSize = 1_000;
/** Counted in one write of a lane: some 20 KB of keys. */
const maxCountedAtOnce = 250;
/** Lanes of which is known that what they name is gone. */
const mostKnownRemoved = 1_000;

const attributes = ["sk", "done", "failed", "skipped", "position", "counted", "version"];

export function createLaneTable(options: LaneTableOptions): LaneTable {
  const { dynamodb, table } = options;
  const expires = () => number(Math.ceil(options.now() / 1000) + jobRetentionSeconds);

  async function* pages(job: string, from: string, to: string): AsyncGenerator<readonly Item[]> {
    const names = attributes.map((name) => [`#${name}`, name] as const);
    const answers = paginateQuery(
      { client: dynamodb, pageSize },
      {
        TableName: table,
        KeyConditionExpression: "pk = :job AND sk BETWEEN :from AND :to",
        ProjectionExpression: names.map(([placeholder]) => placeholder).join(),
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: { ":job": text(jobPartition(job)), ":from": text(from), ":to": text(to) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of answers) yield Items;
  }

  /** The newest version of a lane whose counted items were removed from here. */
  const removed = new Map<string, number>();
  const removeCounted = async (job: string, { consumer, counted, version }: LaneRecord): Promise<void> => {
    const lane = `${job} ${consumer}`;
    if (counted.length === 0 || removed.get(lane) === version) return;
    await deleteItems(
      options,
      counted.map((sk) => ({ pk: text(jobPartition(job)), sk: text(sk) })),
    );
    removed.delete(lane);
    removed.set(lane, version);
    for (const oldest of removed.keys()) {
      if (removed.size <= mostKnownRemoved) break;
      removed.delete(oldest);
    }
  };

  /** What the lane named before must be deleted by then. */
  const write = async (job: string, next: LaneRecord): Promise<LaneRecord | undefined> => {
    const { version } = next;
    const written = { ...next, version: version + 1 };
    const isWritten = await isDone(
      dynamodb
        .send(
          new PutItemCommand({
            TableName: table,
            Item: { ...writeLane(job, written), expires: expires() },
            ConditionExpression: version === 0 ? "attribute_not_exists(pk)" : "version = :version",
            ...(version > 0 && { ExpressionAttributeValues: { ":version": number(version) } }),
          }),
        )
        .then(() => undefined),
    );
    return isWritten ? written : undefined;
  };

  return {
    pages,
    expires,
    async read(job) {
      const lanes = new Map<string, LaneRecord>();
      for await (const items of pages(job, laneSortPrefix, `${laneSortPrefix}~`))
        for (const [consumer, lane] of lanesOf(items)) lanes.set(consumer, lane);
      return lanes;
    },
    async change(job, lane, change) {
      await removeCounted(job, lane);
      return write(job, { ...lane, ...change, counted: [] });
    },
    async count(job, lane, settled) {
      let counted = lane;
      for (let start = 0; start < settled.length; start += maxCountedAtOnce) {
        const part = settled.slice(start, start + maxCountedAtOnce);
        await removeCounted(job, counted);
        const done = part.filter(({ outcome }) => outcome === "done").length;
        const written = await write(job, {
          ...counted,
          done: counted.done + done,
          failed: counted.failed + part.length - done,
          counted: part.map(({ sending }) => openSortKey(sending)),
        });
        if (written === undefined) return undefined;
        counted = written;
        await removeCounted(job, counted);
      }
      return counted;
    },
  };
}
