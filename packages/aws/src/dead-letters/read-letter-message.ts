import { describeUnreadable } from "@hookyard/core/delivery/failure";
import { senderOf } from "../archive/replay-name.ts";
import { carriedOf } from "../deliveries/take-delivery.ts";
import { archivedGeneration, keepText, markArchived } from "../deliveries/archived-copy.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { type CarriedEvent, readEnvelope, UnreadableError } from "../deliveries/envelope.ts";
import { hasGeneration, type LetterNotes, readLetterNotes } from "../deliveries/letter-message.ts";
import type { QueueMessage } from "../deliveries/queue-message.ts";
import { crashedError, foundDead } from "../deliveries/transitions.ts";
import { unreadableEvent } from "../deliveries/unreadable.ts";

/** A message of a dead-letter queue, and what it says of its delivery. */
export interface LetterMessageRead {
  readonly deliveryId: string;
  readonly replay: number;
  decide(known: DeliveryRecord | undefined): LetterMessageFate;
}

/** What becomes of a message of a dead-letter queue. It is removed only where the delivery surely goes on without it. */
export type LetterMessageFate =
  /** Only the queue knew: the delivery is to be written like this. */
  | { readonly kind: "enter"; readonly record: DeliveryRecord }
  | { readonly kind: "keep" }
  | { readonly kind: "remove" };

/** Why EventBridge gave up; it waited for the queue, or may not write to it. */
export const undelivered = "undelivered";

/**
 * Reads a message of a dead-letter queue, whoever put it there: the consumer, with notes of its own; SQS, after it was
 * handed out too often; EventBridge, which could not deliver it, with `ERROR_CODE`.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function readLetterMessage(message: QueueMessage, consumer: string, now: number): LetterMessageRead {
  const notes = readLetterNotes(message.attributes);
  const read = readBody(message);
  if (read === undefined && notes !== undefined) return notedOnly(notes);
  const carried = read === undefined ? undefined : carriedOf(read, consumer, message);
  if (read === undefined || carried === undefined) return unreadable(message, consumer, now);
  const sender =
    read.replayName === undefined || hasGeneration(message.attributes)
      ? undefined
      : senderOf(read.replayName);
  return {
    deliveryId: deliveryIdOf(carried.eventId, consumer),
    replay: carried.replay,
    decide(known) {
      const replay = sender === undefined ? carried.replay : archivedGeneration(known, sender, now);
      if (replay === undefined) return remove; // its consumer would have left it alone
      if (known !== undefined && known.replay >= replay) {
        if (known.replay > replay || known.state === "done" || known.state === "discarded") return remove;
        if (known.state === "dead") return keep;
        if (notes !== undefined && known.token > notes.token) return remove; // handed out again since
        if (notes === undefined && known.lease !== undefined && known.lease.until > now) return keep; // a copy is being handled
      }
      const found = foundDead(
        known,
        { ...carried, replay },
        reasonOf(message, notes),
        Date.parse(notes?.deadTime ?? "") || now,
      );
      const dead = sender === undefined ? found : keepText(markArchived(found, sender), read, now);
      return { kind: "enter", record: known === undefined ? { ...dead, text: read.text } : dead };
    },
  };
}

const keep = { kind: "keep" } as const;
const remove = { kind: "remove" } as const;

/** The event gave way to its notes: the table has it, and its letter. */
function notedOnly({ deliveryId, replay }: LetterNotes): LetterMessageRead {
  return {
    deliveryId,
    replay,
    decide: (known) => (known?.state === "dead" && known.replay === replay ? keep : remove),
  };
}

function unreadable(message: QueueMessage, consumer: string, now: number): LetterMessageRead {
  const { event, text } = unreadableEvent(message, now);
  const { name, message: why } = describeUnreadable(
    new UnreadableError("the message holds no event of Hookyard"),
  );
  const carried = { eventId: event.id, consumer, type: event.type, source: "unknown", replay: 0 };
  return {
    deliveryId: deliveryIdOf(event.id, consumer),
    replay: 0,
    decide(known) {
      if (known !== undefined) return known.state === "dead" ? keep : remove;
      const died = { reason: "unreadable", failure: { name, message: why } };
      return { kind: "enter", record: { ...foundDead(undefined, carried, died, now), text } };
    },
  };
}

function readBody({ body }: QueueMessage): CarriedEvent | undefined {
  try {
    return readEnvelope(body);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

function reasonOf(
  { attributes }: QueueMessage,
  notes: LetterNotes | undefined,
): Parameters<typeof foundDead>[2] {
  if (notes !== undefined) {
    return { reason: notes.reason, failure: { name: notes.errorName, message: notes.errorMessage } };
  }
  const code = attributes["ERROR_CODE"];
  if (code !== undefined) {
    const message = attributes["ERROR_MESSAGE"] ?? "EventBridge could not deliver the event to the queue";
    return { reason: undelivered, failure: { name: code, message } };
  }
  return { reason: "attempts_exhausted", failure: crashedError };
}
