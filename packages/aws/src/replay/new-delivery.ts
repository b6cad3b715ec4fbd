import type { DeliveryRecord } from "../deliveries/delivery-record.ts";

/** Why a delivery is dead that a replay was about to send for the first time when it was cut off. */
export const notSent = "not_sent";

/**
 * A delivery that no rule ever made, as it is until it has been sent: a dead letter. So a replay that is cut off leaves a
 * letter behind, and not an event that seems to be on its way.
 */
export function newDelivery(
  {
    eventId,
    consumer,
    type,
    source,
    text,
    bytes,
  }: Pick<DeliveryRecord, "eventId" | "consumer" | "type" | "source" | "text" | "bytes">,
  now: number,
): DeliveryRecord {
  return {
    eventId,
    consumer,
    type,
    source,
    state: "dead",
    reason: notSent,
    failure: { name: "ReplayCutOff", message: "a replay was cut off before it had sent this" },
    deadTime: now,
    replay: 0,
    token: 0,
    attempt: 0,
    attempts: [],
    version: 0,
    ...(text !== undefined && { text }),
    ...(bytes !== undefined && { bytes }),
  };
}
