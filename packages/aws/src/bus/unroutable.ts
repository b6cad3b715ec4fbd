import type { HookyardEvent } from "@hookyard/core/event";
import type { BusEntry } from "@hookyard/core/port/bus";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { foundDead } from "../deliveries/transitions.ts";
import { type CarriedText, sourceNameOf } from "./bus-entry.ts";
import { eventOnBus } from "./carry.ts";

/** Why a delivery died whose event is too large for the bus, at a consumer whose rule looks at what is not on it. */
export const unroutableReason = "unroutable";

/**
 * The consumers that want an event and whose rule cannot see why: the data that it looks at is not on the bus.
 * `matching`: who wants an event as it is.
 */
export function unroutableConsumers(
  { consumers }: Pick<BusEntry, "consumers">,
  carried: CarriedText,
  matching: (event: HookyardEvent) => readonly string[],
): readonly string[] {
  if (carried.event.dataref === undefined) return [];
  const matched = new Set(matching(eventOnBus(carried)));
  return consumers.filter((consumer) => !matched.has(consumer));
}

/** Such a delivery: a dead letter from the start, since EventBridge will not hand it on. A replay hands it out. */
export function unroutableDelivery(
  { event, text }: Pick<BusEntry, "event" | "text">,
  consumer: string,
  now: number,
): DeliveryRecord {
  const message = `the event has ${Buffer.byteLength(text)} bytes and goes over the bus without its original data, which this consumer's pattern looks at. Replay it, or match on domain fields`;
  const carried = {
    eventId: event.id,
    consumer,
    type: event.type,
    source: sourceNameOf(event.source),
    replay: 0,
  };
  return foundDead(
    undefined,
    carried,
    { reason: unroutableReason, failure: { name: "UnroutableError", message } },
    now,
  );
}
