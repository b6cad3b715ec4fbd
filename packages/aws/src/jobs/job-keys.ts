import { type Item, text } from "../table/item.ts";

/*
 * A replay job's items: the job itself, a lane for each consumer with what is counted for good, and an item for each
 * delivery that it has sent, or meant to send, and that has not been counted.
 *
 *   J#<job>  J                                      the job
 *   J#<job>  L#<consumer>                           its lane
 *   J#<job>  O#<consumer>#<generation>#<event id>   a delivery on its way
 *   J#<job>  T#<delivery id>                        a delivery that may have been sent twice
 *   J#<job>  S#<consumer>                           how many events of EventBridge's archive it left alone
 */

/** The partition of the index that lists jobs by their time. */
export const jobsPartition = "JOBS";

export function jobPartition(job: string): string {
  return `J#${job}`;
}

export function jobKey(job: string): Item {
  return { pk: text(jobPartition(job)), sk: text("J") };
}

export const laneSortPrefix = "L#";

export function laneKey(job: string, consumer: string): Item {
  return { pk: text(jobPartition(job)), sk: text(`${laneSortPrefix}${consumer}`) };
}

export const skippedSortPrefix = "S#";

/** Where a consumer counts what it leaves alone: an item of its own, that nobody replaces. */
export function skippedKey(job: string, consumer: string): Item {
  return { pk: text(jobPartition(job)), sk: text(`${skippedSortPrefix}${consumer}`) };
}

export const openSortPrefix = "O#";
export const twiceSortPrefix = "T#";
/** The sort keys of all but the job itself. */
export const countKeys = { first: laneSortPrefix, last: `${twiceSortPrefix}~` };

/** One generation of one delivery, as a job sent it. */
export interface OpenSending {
  readonly consumer: string;
  readonly generation: number;
  readonly eventId: string;
}

export function openSortKey({ consumer, generation, eventId }: OpenSending): string {
  return `${openSortPrefix}${consumer}#${generation}#${eventId}`;
}

/** Reads {@link openSortKey} back. Consumers' names hold no `#`. */
export function readOpenSortKey(key: string): OpenSending {
  const [consumer = "", generation = "", eventId = ""] = key.slice(openSortPrefix.length).split("#");
  return { consumer, generation: Number(generation), eventId };
}

/** A job is forgotten so long after its last change. */
export const jobRetentionSeconds = 90 * 86_400;
