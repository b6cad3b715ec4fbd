import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import type { PutLetter } from "@hookyard/core/port/replay-harness";
import { carriedText } from "../bus/carry.ts";
import { sourceNameOf } from "../bus/bus-entry.ts";
import { eachConcurrently } from "../bus/each-concurrently.ts";
import { writeDeliveryItem } from "../deliveries/delivery-item.ts";
import { type DeliveryRecord, iso } from "../deliveries/delivery-record.ts";
import { writeEnvelope } from "../deliveries/envelope.ts";
import { letterMessage } from "../deliveries/letter-message.ts";
import { letterNotes } from "../deliveries/send-letter.ts";
import { buried, handOut } from "../deliveries/transitions.ts";
import { putItems } from "../table/batches.ts";
import { type EventRecord, writeEventItem } from "../table/event-item.ts";
import { type Item, number } from "../table/item.ts";
import { eventSortKey, markKey } from "../table/keys.ts";
import type { AwsWorld } from "./aws-world.ts";

const retentionSeconds = 86_400;
const batchesAtOnce = 4;

/**
 * Puts dead letters into a world's table and dead-letter queues, as publishing and a consumer that fails once leave them
 * there: a dozen calls for a hundred letters, not a thousand.
 */
export async function putLetters(world: AwsWorld, letters: readonly PutLetter[]): Promise<void> {
  const now = world.now();
  const expires = Math.ceil(now / 1000) + retentionSeconds;
  const records = letters.map((letter, index) => recordOf(letter, now + Math.floor(index / 1_000)));
  const events = new Map(letters.map(({ entry }, index) => [entry.event.id, eventOf(entry, now, index)]));
  const items: Item[] = [
    ...[...events.values()].flatMap((event) => [writeEventItem(event), markOf(event)]),
    ...records.map((record) => writeDeliveryItem(record, expires)),
  ];
  await eachConcurrently(parts(items, 25), batchesAtOnce, (part) => putItems(world, part));
  const byConsumer = Map.groupBy(records.entries(), ([, { consumer }]) => consumer);
  for (const [consumer, own] of byConsumer) {
    const QueueUrl = world.consumers[consumer]?.deadLetterQueue;
    await eachConcurrently(parts(own, 10), batchesAtOnce, async (part) => {
      const Entries = part.map(([index, record]) => ({
        Id: String(index),
        ...letterMessage(
          writeEnvelope(letters[index]?.entry.text ?? ""),
          letterNotes(record, { version: "test", now }),
        ),
      }));
      const { Failed = [] } = await world.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`${Failed.length} letters were not taken`);
    });
  }
}

function eventOf(
  { event, text, digest, consumers, horizonSeconds }: PutLetter["entry"],
  now: number,
  count: number,
): EventRecord {
  const { id, type, subject, provider, providertype, providerid } = event;
  const receivedtime = iso(now);
  return {
    id,
    type,
    provider,
    providertype,
    providerid,
    digest,
    consumers,
    receivedtime,
    ...(subject !== undefined && { subject }),
    source: sourceNameOf(event.source),
    sortKey: eventSortKey(receivedtime, count, id),
    body: { text },
    duplicates: 0,
    conflicts: 0,
    state: "published",
    claim: `claim of ${id}`,
    claimTime: now,
    expires: Math.ceil(now / 1000) + Math.max(horizonSeconds, retentionSeconds),
  };
}

function markOf({ id, claim, expires }: EventRecord): Item {
  return { ...markKey(id, claim), expires: number(expires) };
}

/** Handed out once, and dead. */
function recordOf({ entry, consumer, reason, failure }: PutLetter, now: number): DeliveryRecord {
  const { event, text } = entry;
  const carried = {
    eventId: event.id,
    consumer,
    type: event.type,
    source: sourceNameOf(event.source),
    replay: 0,
    bytes: Buffer.byteLength(carriedText(event, text, { text }).text),
  };
  const handed = handOut(undefined, carried, { startTime: now, until: now + 30_000, version: "test" });
  if (handed.kind !== "begin") throw new Error("nobody has it");
  return buried(handed.record, reason, { failure, outcome: "failed" }, now);
}

function parts<One>(all: readonly One[], size: number): readonly (readonly One[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
