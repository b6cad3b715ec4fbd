import { deliveryKey, readDeliveryItem, writeDeliveryItem } from "../../deliveries/delivery-item.ts";
import { completed, handOut } from "../../deliveries/transitions.ts";
import { readText } from "../../table/item.ts";
import type { GeneratedTable } from "./generated-table.ts";

/** A consumer that keeps a number of deliveries on their way, and does the oldest of all others. */
export interface HeldConsumer {
  /** A message of this event has come. */
  receive(eventId: string): void;
  /** Does what is due; called after each write. */
  work(): void;
  readonly done: number;
  readonly onTheirWay: number;
}

export interface HeldConsumerOptions {
  readonly table: GeneratedTable;
  readonly consumer: string;
  /** Deliveries in all: the last ones are not held. */
  readonly total: number;
  readonly held: number;
  /** So many are done before any is held: a job sends no more until these have a result. */
  readonly canary: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createHeldConsumer(options: HeldConsumerOptions): HeldConsumer {
  const { table, consumer, total, held, canary, now } = options;
  let waiting: string[] = [];
  let [first, done] = [0, 0];
  const onTheirWay = (): number => waiting.length - first;

  /** No more than were done, as a job sends no more either: or both would wait for each other. */
  const heldNow = (): number => (done < canary || done + onTheirWay() === total ? 0 : Math.min(held, done));

  /** Whether it could be done: what is being written down as sent is done a moment later. */
  const isCompleted = (eventId: string): boolean => {
    const item = table.get(deliveryKey(eventId, consumer));
    if (item === undefined || readText(item, "state") !== "scheduled") return false;
    const record = readDeliveryItem(item);
    const { type, source, replay } = record;
    const lease = { startTime: now(), until: now() + 30_000, version: "after" };
    const handed = handOut(record, { eventId, consumer, type, source, replay }, lease);
    if (handed.kind !== "begin") throw new Error(`the delivery of ${eventId} is ${record.state}`);
    table.put(writeDeliveryItem(completed(handed.record, now()), Number(item["expires"]?.N)));
    return true;
  };

  return {
    receive: (eventId) => {
      waiting.push(eventId);
    },
    work() {
      while (onTheirWay() > heldNow()) {
        if (!isCompleted(waiting[first] ?? "")) return;
        first += 1;
        done += 1;
      }
      if (first > held) [waiting, first] = [waiting.slice(first), 0];
    },
    get done() {
      return done;
    },
    get onTheirWay() {
      return onTheirWay();
    },
  };
}
