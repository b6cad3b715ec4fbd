import { type DynamoDBClient, paginateQuery, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { LaneProgress } from "@hookyard/core/replay/job";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import { deleteItems, putItems } from "../table/batches.ts";
import { type Item, number, readNumber, readText, text } from "../table/item.ts";
import { isDone } from "../table/table-calls.ts";
import {
  countKeys,
  jobPartition,
  jobRetentionSeconds,
  laneSortPrefix,
  type OpenSending,
  openSortKey,
  openSortPrefix,
  readOpenSortKey,
  skippedSortPrefix,
  twiceSortPrefix,
} from "./job-keys.ts";
import { type LaneRecord, lanesOf, newLane, sameVersions, writeLane } from "./lane-record.ts";
import { createSendingOutcomes, type KnownOutcome } from "./sending-outcomes.ts";

/**
 * What a job did, by consumer, counted exactly once whatever ends whom in between.
 *
 * A sending is noted before it is sent and counts as sent as soon as its delivery says so. Whoever looks moves those that
 * have an outcome into their lane's counts: the lane is written first, with the keys of what it has just counted, then
 * these items are deleted. So an item that a lane names is counted already, and one that it does not name is not.
 */
export interface JobLanes {
  /** Notes what is about to be sent; of these, what an earlier, cut off sending may have sent. */
  open(job: string, sendings: readonly OpenSending[], maybeTwice: readonly string[]): Promise<void>;
  progress(job: string): Promise<readonly LaneProgress[]>;
  position(job: string, consumer: string): Promise<string | undefined>;
  /** Changes what a lane counts. `from`: only while it stands there; answers whether it did. */
  note(job: string, consumer: string, note: LaneNote): Promise<boolean>;
}

export interface LaneNote {
  readonly done?: number;
  readonly failed?: number;
  readonly skipped?: number;
  readonly position?: string;
  readonly from?: { readonly position: string | undefined };
}

export interface JobLanesOptions {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Counted in one write of a lane: some 20 KB of keys. */
const maxCountedAtOnce = 250;
/** Several processes look at one job: each time one of them is first. */
const maxTries = 16;

export function createJobLanes(options: JobLanesOptions): JobLanes {
  const { dynamodb, table } = options;
  const outcomesOf = createSendingOutcomes(options);
  const expires = () => number(Math.ceil(options.now() / 1000) + jobRetentionSeconds);

  /** Items in the order of their keys: lanes come before what they count. */
  const itemsOf = async (job: string, from: string, to: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client: dynamodb },
      {
        TableName: table,
        KeyConditionExpression: "pk = :job AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":job": text(jobPartition(job)), ":from": text(from), ":to": text(to) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  };
  const readLanes = async (job: string) => lanesOf(await itemsOf(job, laneSortPrefix, `${laneSortPrefix}~`));

  /** The newest version of a lane whose counted items were removed from here. */
  const removed = new Map<string, number>();
  const removeCounted = async (job: string, { consumer, counted, version }: LaneRecord): Promise<void> => {
    const lane = `${job} ${consumer}`;
    if (counted.length === 0 || removed.get(lane) === version) return;
    await deleteItems(
      options,
      counted.map((sk) => ({ pk: text(jobPartition(job)), sk: text(sk) })),
    );
    removed.set(lane, version);
  };

  /** The lane as it stands then; `undefined` when somebody else was first. What it named before is deleted by then. */
  const putLane = async (job: string, next: LaneRecord): Promise<LaneRecord | undefined> => {
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

  /** The lane with these sendings counted; `undefined` when somebody else counted meanwhile. */
  const count = async (
    job: string,
    lane: LaneRecord,
    settled: readonly KnownOutcome[],
  ): Promise<LaneRecord | undefined> => {
    let counted = lane;
    for (let start = 0; start < settled.length; start += maxCountedAtOnce) {
      const part = settled.slice(start, start + maxCountedAtOnce);
      await removeCounted(job, counted);
      const done = part.filter(({ outcome }) => outcome === "done").length;
      const keys = part.map(({ sending }) => openSortKey(sending));
      const written = await putLane(job, {
        ...counted,
        done: counted.done + done,
        failed: counted.failed + part.length - done,
        counted: keys,
      });
      if (written === undefined) return undefined;
      counted = written;
      await removeCounted(job, counted);
    }
    return counted;
  };

  /** `undefined` when somebody else counted meanwhile. */
  const look = async (job: string): Promise<readonly LaneProgress[] | undefined> => {
    const items = await itemsOf(job, countKeys.first, countKeys.last);
    const keys = items.map((item) => readText(item, "sk") ?? "");
    const lanes = new Map(lanesOf(items.filter((_, index) => keys[index]?.startsWith(laneSortPrefix))));
    const counted = new Set([...lanes.values()].flatMap((lane) => lane.counted));
    const open = keys.filter((key) => key.startsWith(openSortPrefix) && !counted.has(key));
    const twice = keys.filter((key) => key.startsWith(twiceSortPrefix));
    const outcomes = await outcomesOf(job, open.map(readOpenSortKey));

    const settled = outcomes.filter(({ outcome }) => outcome === "done" || outcome === "failed");
    for (const [consumer, own] of Map.groupBy(settled, ({ sending }) => sending.consumer)) {
      const written = await count(job, lanes.get(consumer) ?? newLane(consumer), own);
      if (written === undefined) return undefined;
      lanes.set(consumer, written);
    }
    if (!sameVersions(lanes, await readLanes(job))) return undefined;
    const waiting = outcomes.filter(({ outcome }) => outcome === "open" || outcome === "failing");
    return progressOf(lanes, waiting, {
      twice: twice.map((key) => key.slice(twiceSortPrefix.length)),
      leftAlone: leftAloneOf(items),
    });
  };

  return {
    async open(job, sendings, maybeTwice) {
      const sortKeys = [
        ...maybeTwice.map((id) => `${twiceSortPrefix}${id}`), // first: what is sent has been named
        ...sendings.map(openSortKey),
      ];
      const pk = text(jobPartition(job));
      await putItems(
        options,
        sortKeys.map((sk) => ({ pk, sk: text(sk), expires: expires() })),
      );
    },
    async progress(job) {
      for (let tries = 1; tries <= maxTries; tries++) {
        const found = await look(job);
        if (found !== undefined) return found;
      }
      throw new Error(`what the job ${job} has done changed ${maxTries} times while it was being counted`);
    },
    position: async (job, consumer) => (await readLanes(job)).get(consumer)?.position,
    async note(job, consumer, { done = 0, failed = 0, skipped = 0, position, from }) {
      for (let tries = 1; tries <= maxTries; tries++) {
        const lane = (await readLanes(job)).get(consumer) ?? newLane(consumer);
        if (from !== undefined && lane.position !== from.position) return false;
        await removeCounted(job, lane);
        const next = {
          ...lane,
          done: lane.done + done,
          failed: lane.failed + failed,
          skipped: lane.skipped + skipped,
          ...(position !== undefined && { position }),
          counted: [],
        };
        if ((await putLane(job, next)) !== undefined) return true;
      }
      throw new Error(`the counts of the job ${job} changed ${maxTries} times while they were being written`);
    },
  };
}

/** What is known of a job beside its lanes. */
interface Aside {
  readonly twice: readonly string[];
  /** What consumers left alone of what EventBridge's archive sent them. */
  readonly leftAlone: ReadonlyMap<string, number>;
}

function leftAloneOf(items: readonly Item[]): Aside["leftAlone"] {
  const counts = items.map((item) => [readText(item, "sk") ?? "", readNumber(item, "skipped") ?? 0] as const);
  return new Map(
    counts
      .filter(([key]) => key.startsWith(skippedSortPrefix))
      .map(([key, count]) => [key.slice(skippedSortPrefix.length), count]),
  );
}

function progressOf(
  lanes: ReadonlyMap<string, LaneRecord>,
  waiting: readonly KnownOutcome[],
  { twice, leftAlone }: Aside,
): readonly LaneProgress[] {
  const names = new Set([
    ...lanes.keys(),
    ...waiting.map(({ sending }) => sending.consumer),
    ...twice.map((id) => splitDeliveryId(id).consumer),
    ...leftAlone.keys(),
  ]);
  return [...names].sort().map((consumer): LaneProgress => {
    const { done, failed, ...lane } = lanes.get(consumer) ?? newLane(consumer);
    const skipped = lane.skipped + (leftAlone.get(consumer) ?? 0);
    const own = waiting.filter(({ sending }) => sending.consumer === consumer);
    const failing = own.filter(({ outcome }) => outcome === "failing").length;
    const maybeTwice = twice.filter((id) => splitDeliveryId(id).consumer === consumer);
    const sent = done + failed + own.length;
    return {
      consumer,
      sent,
      done,
      failing,
      failed,
      skipped,
      ...(maybeTwice.length > 0 && { maybeTwice }),
    };
  });
}
