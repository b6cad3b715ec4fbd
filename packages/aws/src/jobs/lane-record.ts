import { type Item, itemOf, number, readNumber, readText, readTexts, text, texts } from "../table/item.ts";
import { laneKey, laneSortPrefix } from "./job-keys.ts";

/** What a job counted for good of one consumer. */
export interface LaneRecord {
  readonly consumer: string;
  readonly done: number;
  readonly failed: number;
  readonly skipped: number;
  readonly position?: string;
  /** Sort keys of what was counted last, and may not be deleted yet. */
  readonly counted: readonly string[];
  readonly version: number;
}

export type Lanes = ReadonlyMap<string, LaneRecord>;

export function newLane(consumer: string): LaneRecord {
  return { consumer, done: 0, failed: 0, skipped: 0, counted: [], version: 0 };
}

export function lanesOf(items: readonly Item[]): Lanes {
  return new Map(items.map(readLane).map((lane) => [lane.consumer, lane]));
}

/** Whether nobody wrote a lane in between. */
export function sameVersions(one: Lanes, other: Lanes): boolean {
  return (
    one.size === other.size &&
    [...one].every(([consumer, { version }]) => other.get(consumer)?.version === version)
  );
}

export function writeLane(
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
