import { type DynamoDBClient, paginateQuery, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { deliveryKey, readDeliveryItem } from "../deliveries/delivery-item.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { LaneProgress } from "@hookyard/core/replay/job";
import { deleteItems, getItems, putItems } from "../table/batches.ts";
import { type Item, itemOf, number, readNumber, readText, readTexts, text, texts } from "../table/item.ts";
import { isDone } from "../table/table-calls.ts";
import {
  jobPartition,
  jobRetentionSeconds,
  laneKey,
  laneSortPrefix,
  type OpenSending,
  openSortKey,
  openSortPrefix,
  readOpenSortKey,
} from "./job-keys.ts";
import { outcomeOf } from "./outcome.ts";

/**
 * What a job did, by consumer, counted exactly once whatever ends whom in between.
 *
 * A sending is noted before it is sent and counts as sent as soon as its delivery says so. Whoever looks moves those that
 * have an outcome into their lane's counts: the lane is written first, with the keys of what it has just counted, then
 * these items are deleted. So an item that a lane names is counted already, and one that it does not name is not.
 */
export interface JobLanes {
  /** Notes what is about to be sent. */
  open(job: string, sendings: readonly OpenSending[]): Promise<void>;
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

interface LaneRecord {
  readonly consumer: string;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly position?: string;
  /** Sort keys of what was counted last, and may not be deleted yet. */
  readonly counted: readonly string[];
  readonly version: number;
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
  const expires = () => number(Math.ceil(options.now() / 1000) + jobRetentionSeconds);

  const itemsOf = async (job: string, prefix: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    const pages = paginateQuery(
      { client: dynamodb },
      {
        TableName: table,
        KeyConditionExpression: "pk = :job AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":job": text(jobPartition(job)), ":prefix": text(prefix) },
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  };
  const lanesOf = async (job: string): Promise<ReadonlyMap<string, LaneRecord>> =>
    new Map((await itemsOf(job, laneSortPrefix)).map(readLane).map((lane) => [lane.consumer, lane]));
  const laneOf = async (job: string, consumer: string): Promise<LaneRecord> =>
    (await lanesOf(job)).get(consumer) ?? newLane(consumer);

  const removeCounted = (job: string, keys: readonly string[]) =>
    deleteItems(
      options,
      keys.map((sk) => ({ pk: text(jobPartition(job)), sk: text(sk) })),
    );

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

  const deliveriesOf = async (open: readonly OpenSending[]): Promise<ReadonlyMap<string, DeliveryRecord>> => {
    const keys = new Map(
      open.map((each) => [
        deliveryIdOf(each.eventId, each.consumer),
        deliveryKey(each.eventId, each.consumer),
      ]),
    );
    const records = (await getItems(options, [...keys.values()])).map(readDeliveryItem);
    return new Map(records.map((record) => [deliveryIdOf(record.eventId, record.consumer), record]));
  };

  /** `undefined` when somebody else counted meanwhile. */
  const look = async (job: string): Promise<readonly LaneProgress[] | undefined> => {
    const lanes = new Map(await lanesOf(job));
    const counted = new Set([...lanes.values()].flatMap((lane) => lane.counted));
    const keys = (await itemsOf(job, openSortPrefix)).map((item) => readText(item, "sk") ?? "");
    const open = keys.filter((key) => !counted.has(key)).map(readOpenSortKey);
    const records = await deliveriesOf(open);
    const outcomes = open.map((sending) => ({
      sending,
      outcome: outcomeOf(sending, job, records.get(deliveryIdOf(sending.eventId, sending.consumer))),
    }));
    const isSettled = ({ outcome }: (typeof outcomes)[number]) => outcome === "done" || outcome === "failed";
    const settled = Map.groupBy(outcomes.filter(isSettled), ({ sending }) => sending.consumer);
    for (const [consumer, all] of settled) {
      for (let start = 0; start < all.length; start += maxCountedAtOnce) {
        const part = all.slice(start, start + maxCountedAtOnce);
        const lane = lanes.get(consumer) ?? newLane(consumer);
        await removeCounted(job, lane.counted);
        const done = part.filter(({ outcome }) => outcome === "done").length;
        const partKeys = part.map(({ sending }) => openSortKey(sending));
        const written = await putLane(job, {
          ...lane,
          done: lane.done + done,
          failed: lane.failed + part.length - done,
          counted: partKeys,
        });
        if (written === undefined) return undefined;
        lanes.set(consumer, written);
        await removeCounted(job, partKeys);
      }
    }
    if (!sameVersions(lanes, await lanesOf(job))) return undefined;
    const waiting = outcomes.filter(({ outcome }) => outcome === "open" || outcome === "failing");
    const names = new Set([...lanes.keys(), ...waiting.map(({ sending }) => sending.consumer)]);
    return [...names].sort().map((consumer): LaneProgress => {
      const { done, failed, skipped } = lanes.get(consumer) ?? newLane(consumer);
      const own = waiting.filter(({ sending }) => sending.consumer === consumer);
      const failing = own.filter(({ outcome }) => outcome === "failing").length;
      return { consumer, sent: done + failed + own.length, done, failing, failed, skipped };
    });
  };

  return {
    async open(job, sendings) {
      const items = sendings.map((sending) => ({
        pk: text(jobPartition(job)),
        sk: text(openSortKey(sending)),
        expires: expires(),
      }));
      await putItems(options, items);
    },
    async progress(job) {
      for (let tries = 1; tries <= maxTries; tries++) {
        const found = await look(job);
        if (found !== undefined) return found;
      }
      throw new Error(`what the job ${job} has done changed ${maxTries} times while it was being counted`);
    },
    position: async (job, consumer) => (await laneOf(job, consumer)).position,
    async note(job, consumer, { done = 0, failed = 0, skipped = 0, position, from }) {
      for (let tries = 1; tries <= maxTries; tries++) {
        const lane = await laneOf(job, consumer);
        if (from !== undefined && lane.position !== from.position) return false;
        await removeCounted(job, lane.counted);
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

function newLane(consumer: string): LaneRecord {
  return { consumer, done: 0, failed: 0, skipped: 0, counted: [], version: 0 };
}

function sameVersions(one: ReadonlyMap<string, LaneRecord>, other: ReadonlyMap<string, LaneRecord>): boolean {
  return (
    one.size === other.size &&
    [...one].every(([consumer, { version }]) => other.get(consumer)?.version === version)
  );
}

function writeLane(
  job: string,
  { consumer, done, failed, skipped, position, counted, version }: LaneRecord,
): Item {
  return itemOf({
    ...laneKey(job, consumer),
    done: number(done),
    failed: number(failed),
    skipped: number(skipped),
    position: position === undefined ? undefined : text(position),
    counted: texts(counted),
    version: number(version),
  });
}

function readLane(item: Item): LaneRecord {
  const position = readText(item, "position");
  return {
    consumer: (readText(item, "sk") ?? "").slice(laneSortPrefix.length),
    done: readNumber(item, "done") ?? 0,
    failed: readNumber(item, "failed") ?? 0,
    skipped: readNumber(item, "skipped") ?? 0,
    ...(position !== undefined && { position }),
    counted: readTexts(item, "counted"),
    version: readNumber(item, "version") ?? 0,
  };
}
