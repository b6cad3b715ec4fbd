import type { RunItem, RunResult } from "./protocol.ts";

/*
 * What passes between a consumer's thread and the engine's with every event: flat lists, since an object is written and
 * read with the names of its fields, which for these is two thirds of the time.
 */

/** Deliveries on their way to a handler: key, token, attempt, replay and text of each, one after the other. */
export type PackedItems = readonly (number | string)[];

const itemFields = 5;

export function packItems(items: readonly RunItem[]): PackedItems {
  const packed: (number | string)[] = [];
  for (const { key, token, attempt, replay, text } of items) packed.push(key, token, attempt, replay, text);
  return packed;
}

export function unpackItems(packed: PackedItems): RunItem[] {
  const items: RunItem[] = [];
  for (let at = 0; at < packed.length; at += itemFields) {
    items.push({
      // safe: only `packItems` makes them
      key: packed[at] as number,
      token: packed[at + 1] as number,
      attempt: packed[at + 2] as number,
      replay: packed[at + 3] as number,
      text: packed[at + 4] as string,
    });
  }
  return items;
}

/** How handlers ended: of those that went well key, token, start and end; the others, which are few, as they are. */
export interface PackedResults {
  readonly done: readonly number[];
  readonly others: readonly RunResult[];
}

const doneFields = 4;

export function packResults(results: readonly RunResult[]): PackedResults {
  const done: number[] = [];
  const others: RunResult[] = [];
  for (const result of results) {
    const { key, token, startedAt, endedAt } = result;
    if (result.outcome === "done") done.push(key, token, startedAt, endedAt);
    else others.push(result);
  }
  return { done, others };
}

export function unpackResults({ done, others }: PackedResults): RunResult[] {
  const results: RunResult[] = [];
  for (let at = 0; at < done.length; at += doneFields) {
    results.push({
      // safe: only `packResults` makes them
      key: done[at] as number,
      token: done[at + 1] as number,
      startedAt: done[at + 2] as number,
      endedAt: done[at + 3] as number,
      outcome: "done",
    });
  }
  results.push(...others);
  return results;
}
