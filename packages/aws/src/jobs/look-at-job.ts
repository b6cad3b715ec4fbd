import type { LaneProgress } from "@hookyard/core/replay/job";
import { mostNamed } from "@hookyard/core/replay/job";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import { type Item, readNumber, readText } from "../table/item.ts";
import {
  countKeys,
  laneSortPrefix,
  openSortPrefix,
  readOpenSortKey,
  skippedSortPrefix,
  twiceSortPrefix,
} from "./job-keys.ts";
import { type LaneRecord, lanesOf, newLane, sameVersions } from "./lane-record.ts";
import type { LaneTable } from "./lane-table.ts";
import type { KnownOutcome, SendingOutcomes, SendingsLook } from "./sending-outcomes.ts";

export interface LookOptions {
  readonly lanes: LaneTable;
  readonly outcomes: SendingOutcomes;
}

/** Results are counted when there are so many, and at the end. */
const countedTogether = 250;

/**
 * What a job has done. Goes through its sendings page by page, counts those that have a result, and keeps numbers of
 * the others: however many are on their way, a page of keys is in memory. `undefined` when somebody else counted meanwhile.
 */
export async function lookAtJob(
  job: string,
  { lanes: table, outcomes }: LookOptions,
): Promise<readonly LaneProgress[] | undefined> {
  const seen = createTally();
  const sendings = outcomes.look(job);
  let settled: KnownOutcome[] = [];

  const countSettled = async (): Promise<boolean> => {
    const waiting = settled;
    settled = [];
    for (const [consumer, own] of Map.groupBy(waiting, ({ sending }) => sending.consumer)) {
      const written = await table.count(job, seen.lanes.get(consumer) ?? newLane(consumer), own);
      if (written === undefined) return false;
      seen.lanes.set(consumer, written);
    }
    return true;
  };

  for await (const items of table.pages(job, countKeys.first, countKeys.last)) {
    settled.push(...(await readPage(items, seen, sendings)));
    if (settled.length >= countedTogether && !(await countSettled())) return undefined;
  }
  if (!(await countSettled())) return undefined;
  if (!sameVersions(seen.lanes, await table.read(job))) return undefined;
  sendings.end();
  return progressOf(seen);
}

/** What a look has seen so far, by consumer. */
interface Tally {
  readonly lanes: Map<string, LaneRecord>;
  readonly waiting: Map<string, { open: number; failing: number }>;
  readonly twice: Map<string, string[]>;
  /** What consumers left alone of what EventBridge's archive sent them. */
  readonly leftAlone: Map<string, number>;
  named: number;
}

function createTally(): Tally {
  return { lanes: new Map(), waiting: new Map(), twice: new Map(), leftAlone: new Map(), named: 0 };
}

/** Takes a page into the tally; answers the sendings of it that have a result and are not counted yet. */
async function readPage(
  items: readonly Item[],
  seen: Tally,
  sendings: SendingsLook,
): Promise<readonly KnownOutcome[]> {
  const byPrefix = Map.groupBy(items, (item) => sortKeyOf(item).slice(0, laneSortPrefix.length));
  // Lanes come first in the order of the keys, before what they name as counted.
  for (const [consumer, lane] of lanesOf(byPrefix.get(laneSortPrefix) ?? [])) seen.lanes.set(consumer, lane);
  for (const item of byPrefix.get(skippedSortPrefix) ?? [])
    seen.leftAlone.set(sortKeyOf(item).slice(skippedSortPrefix.length), readNumber(item, "skipped") ?? 0);
  for (const item of byPrefix.get(twiceSortPrefix) ?? [])
    addTwice(seen, sortKeyOf(item).slice(twiceSortPrefix.length));

  const open = (byPrefix.get(openSortPrefix) ?? []).map(sortKeyOf);
  const counted = new Set(open.length === 0 ? [] : [...seen.lanes.values()].flatMap((lane) => lane.counted));
  const outcomes = await sendings.outcomes(open.filter((key) => !counted.has(key)).map(readOpenSortKey));
  for (const { sending, outcome } of outcomes) {
    if (outcome !== "open" && outcome !== "failing") continue;
    const own = seen.waiting.get(sending.consumer) ?? { open: 0, failing: 0 };
    own[outcome] += 1;
    seen.waiting.set(sending.consumer, own);
  }
  return outcomes.filter(({ outcome }) => outcome === "done" || outcome === "failed");
}

function addTwice(seen: Tally, deliveryId: string): void {
  if (seen.named === mostNamed) return;
  seen.named += 1;
  const { consumer } = splitDeliveryId(deliveryId);
  const own = seen.twice.get(consumer) ?? [];
  own.push(deliveryId);
  seen.twice.set(consumer, own);
}

function progressOf({ lanes, waiting, twice, leftAlone }: Tally): readonly LaneProgress[] {
  const names = new Set([...lanes.keys(), ...waiting.keys(), ...twice.keys(), ...leftAlone.keys()]);
  return [...names].sort().map((consumer): LaneProgress => {
    const { done, failed, skipped } = lanes.get(consumer) ?? newLane(consumer);
    const { open, failing } = waiting.get(consumer) ?? { open: 0, failing: 0 };
    const maybeTwice = twice.get(consumer);
    return {
      consumer,
      sent: done + failed + open + failing,
      done,
      failing,
      failed,
      skipped: skipped + (leftAlone.get(consumer) ?? 0),
      ...(maybeTwice !== undefined && { maybeTwice }),
    };
  });
}

function sortKeyOf(item: Item): string {
  return readText(item, "sk") ?? "";
}
