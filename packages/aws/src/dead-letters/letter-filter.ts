import { anyHolder, type DeadLetterFilter } from "@hookyard/core/operator/operator";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";

/** Whether a delivery is a letter that fits; all of a filter but `where`, which needs the event. `now`: milliseconds. */
export function letterFits(letter: DeliveryRecord, filter: DeadLetterFilter, now: number): boolean {
  const { eventId, consumer, type, source, state, deadTime, replay } = letter;
  if (state !== "dead" || deadTime === undefined) return false;
  return (
    isWithinReach(letter, filter.holder, now) &&
    (filter.ids === undefined || filter.ids.includes(deliveryIdOf(eventId, consumer))) &&
    (filter.consumer === undefined || filter.consumer === consumer) &&
    (filter.source === undefined || filter.source === source) &&
    (filter.type === undefined || hasType(filter.type, type)) &&
    (filter.replayBelow === undefined || replay < filter.replayBelow) &&
    (filter.since === undefined || deadTime >= Date.parse(filter.since)) &&
    (filter.until === undefined || deadTime < Date.parse(filter.until)) &&
    (filter.error === undefined || hasError(letter, filter.error))
  );
}

/** Whether a job is sending it now: nobody else changes it meanwhile. */
export function isBeingSent({ checkedOut }: DeliveryRecord, now: number): boolean {
  return checkedOut?.job !== undefined && checkedOut.until > now;
}

/** Exact, or with a star at the end. */
function hasType(wanted: string, type: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

/** What is checked out is there for its holder alone. */
function isWithinReach({ checkedOut }: DeliveryRecord, holder: string | undefined, now: number): boolean {
  // What a job is sending stays in sight: should the job be cut off, it is the one that goes on with it at once.
  const isOut = checkedOut !== undefined && checkedOut.until > now && checkedOut.job === undefined;
  if (holder === undefined) return !isOut;
  return isOut && (holder === anyHolder ? checkedOut.holder !== undefined : checkedOut.holder === holder);
}

function hasError({ failure }: DeliveryRecord, wanted: string): boolean {
  return [failure?.name ?? "", failure?.message ?? ""].some((text) => containsParts(text, wanted));
}

/** Whether the parts between stars stand in the text, one after the other; case does not matter. */
function containsParts(text: string, wanted: string): boolean {
  const lower = text.toLowerCase();
  let from = 0;
  for (const part of wanted.toLowerCase().split("*")) {
    const at = lower.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}
