import { busEntry } from "@hookyard/core/port/contract-harness";
import {
  deliveryKey,
  letterPartition,
  letterSortKey,
  writeDeliveryItem,
} from "../../deliveries/delivery-item.ts";
import { deliveryIdOf } from "../../deliveries/delivery-id.ts";
import { iso } from "../../deliveries/delivery-record.ts";
import { buried, handOut } from "../../deliveries/transitions.ts";
import { writeEventItem } from "../../table/event-item.ts";
import { type Item, number, text } from "../../table/item.ts";
import { eventKey, eventPartition, eventSortKey } from "../../table/keys.ts";

/** Dead letters that are made when they are asked for, each from its number: a million of them take no room. */
export interface GeneratedLetters {
  readonly count: number;
  readonly consumer: string;
  /** The delivery, dead. */
  delivery(index: number): Item;
  event(index: number): Item;
  /** What `byTime` has of the delivery. */
  entry(index: number): Item;
  /** The number of the letter whose delivery or event has this partition; `undefined`: it is none of these. */
  indexOf(partition: string): number | undefined;
  /** The first letter behind a sort key of `byTime`. */
  indexAfter(sortKey: string): number;
}

export interface GenerateLettersOptions {
  readonly count: number;
  readonly consumer: string;
  /** Milliseconds since 1970: when the first died, each other a millisecond later. */
  readonly start: number;
}

const failures = [
  { name: "HttpError", message: "the warehouse answered 503" },
  { name: "TimeoutError", message: "did not finish within 30 s" },
  { name: "Error", message: "no such order 17" },
  { name: "RateLimited", message: "rate limited" },
  { name: "TypeError", message: "x is undefined" },
];
/** One letter of so many has an error that can be looked for. */
export const rareAmong = 10_000;
const rareFailure = { name: "Error", message: "the rare one" };
const retentionSeconds = 30 * 86_400;

/** Letters of 1 KB and five errors, in the shapes that publishing and a consumer's one failed attempt leave. */
export function generateLetters({ count, consumer, start }: GenerateLettersOptions): GeneratedLetters {
  const expires = Math.ceil(start / 1000) + retentionSeconds;
  const { event: attributes, text: whole } = busEntry({
    providerId: "template",
    consumers: [consumer],
    original: { id: "template", note: "n".repeat(400) },
  });
  const { type, subject = "", provider, providertype, providerid } = attributes;
  const event = writeEventItem({
    id: attributes.id,
    type,
    subject,
    provider,
    providertype,
    providerid,
    source: "stripe",
    receivedtime: iso(start),
    sortKey: eventSortKey(iso(start), 0, attributes.id),
    body: { text: whole },
    digest: "digest",
    consumers: [consumer],
    duplicates: 0,
    conflicts: 0,
    state: "published",
    claim: "claim",
    claimTime: start,
    expires,
  });
  const carried = {
    eventId: attributes.id,
    consumer,
    type,
    source: "stripe",
    replay: 0,
    bytes: whole.length,
  };
  const handed = handOut(undefined, carried, { startTime: start, until: start + 30_000, version: "before" });
  if (handed.kind !== "begin") throw new Error("nobody has it");
  const buriedWith = (failure: (typeof failures)[number]): Item => {
    const failed = { failure: { ...failure, permanent: true }, outcome: "failed" } as const;
    return writeDeliveryItem(buried(handed.record, "permanent", failed, start), expires);
  };
  const deliveries = failures.map(buriedWith);
  const rare = buriedWith(rareFailure);

  const sortKeyOf = (index: number): string =>
    letterSortKey(start + index, deliveryIdOf(eventIdOf(index), consumer));
  const keys = (index: number): Item => ({
    ...deliveryKey(eventIdOf(index), consumer),
    tpk: text(letterPartition(consumer)),
    tsk: text(sortKeyOf(index)),
  });
  const indexOf = (partition: string): number | undefined => {
    if (!partition.startsWith(eventPartition("evt_"))) return undefined;
    const index = Number.parseInt(partition.slice(eventPartition("evt_").length), 16);
    return index < count ? index : undefined;
  };
  return {
    count,
    consumer,
    indexOf,
    entry: (index) => ({ ...keys(index), source: text("stripe"), type: text(type) }),
    delivery: (index) => ({
      ...(index % rareAmong === rareAmong - 1 ? rare : deliveries[index % deliveries.length]),
      ...keys(index),
      deadTime: number(start + index),
    }),
    event: (index) => {
      const id = eventIdOf(index);
      return { ...event, ...eventKey(id), text: text(whole.replaceAll(attributes.id, id)) };
    },
    indexAfter(sortKey) {
      const time = Date.parse(sortKey.slice(0, iso(start).length));
      let index = Number.isNaN(time) ? 0 : Math.max(0, time - start);
      while (index < count && sortKeyOf(index) <= sortKey) index += 1;
      return index;
    },
  };
}

function eventIdOf(index: number): string {
  return `evt_${index.toString(16).padStart(32, "0")}`;
}
