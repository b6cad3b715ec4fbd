import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { CountEventsOptions, EventCounts } from "@hookyard/core/port/replays";
import { letterFits } from "../dead-letters/letter-filter.ts";
import { letterCursor } from "../dead-letters/letter-index.ts";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import type { DeliveryTable } from "../deliveries/delivery-table.ts";
import type { DeliveryTexts } from "./delivery-texts.ts";
import { refusalOf } from "./refusal.ts";

export interface CountOthersOptions {
  readonly letters: Pick<SqsDeadLetters, "walk">;
  readonly texts: Pick<DeliveryTexts, "wholeTexts">;
  readonly deliveries: DeliveryTable["getMany"];
  /** Whether a consumer's pattern matches an event (JSON text) today. */
  readonly wants: (consumer: string, text: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Letters looked at for one part. */
const partSize = 500;
/** Events in memory at once: one may have several megabytes. */
const readAtOnce = 25;

/**
 * What letters' events would bring to other consumers, over the bus. An event with several letters that fit is counted
 * with the first of them, by consumer; those are letters of their own. `where` is taken to fit all letters of an event.
 */
export async function countOthers(
  filter: DeadLetterFilter,
  { consumers, again, cursor }: CountEventsOptions,
  options: CountOthersOptions,
): Promise<EventCounts> {
  const part: DeliveryRecord[] = [];
  let next: string | undefined;
  for await (const letter of options.letters.walk(filter, cursor, { isBrief: true })) {
    part.push(letter);
    if (part.length < partSize) continue;
    next = letterCursor(letter);
    break;
  }
  const lanes = consumers.map((consumer) => ({
    consumer,
    count: 0,
    bytes: 0,
    skipped: { done: 0, discarded: 0, scheduled: 0 },
  }));
  for (let start = 0; start < part.length; start += readAtOnce)
    await countSome(part.slice(start, start + readAtOnce), lanes, { filter, consumers, again, options });
  return { lanes, ...(next !== undefined && { next }) };
}

interface OtherLane {
  readonly consumer: string;
  count: number;
  bytes: number;
  readonly skipped: Record<"done" | "discarded" | "scheduled", number>;
}

interface CountSome {
  readonly filter: DeadLetterFilter;
  readonly consumers: readonly string[];
  readonly again: boolean;
  readonly options: CountOthersOptions;
}

/** Adds to the lanes what these letters' events bring. */
async function countSome(
  letters: readonly DeliveryRecord[],
  lanes: readonly OtherLane[],
  { filter, consumers, again, options }: CountSome,
): Promise<void> {
  const texts = await options.texts.wholeTexts(letters);
  const siblings = letters.flatMap(({ eventId }) =>
    consumers.map((consumer) => deliveryIdOf(eventId, consumer)),
  );
  const known = await options.deliveries(siblings);
  const now = options.now();
  const isLetter = (record: DeliveryRecord | undefined): record is DeliveryRecord =>
    record !== undefined && letterFits(record, filter, now);
  for (const letter of letters) {
    const { eventId } = letter;
    const text = texts.get(deliveryIdOf(eventId, letter.consumer));
    const own = consumers.map((consumer) => known.get(deliveryIdOf(eventId, consumer))).filter(isLetter);
    const isFirst = own.every(({ consumer }) => consumer >= letter.consumer);
    if (text === undefined || !isFirst) continue;
    for (const lane of lanes) {
      const other = known.get(deliveryIdOf(eventId, lane.consumer));
      const isOwn = lane.consumer === letter.consumer || isLetter(other);
      if (isOwn || !options.wants(lane.consumer, text)) continue;
      const refusal = other === undefined ? undefined : refusalOf(other, { again, now });
      if (refusal !== undefined) lane.skipped[refusal] += 1;
      else {
        lane.count += 1;
        lane.bytes += Buffer.byteLength(text);
      }
    }
  }
}
