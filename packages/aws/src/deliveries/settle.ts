import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Decision } from "@hookyard/core/delivery/decide";
import { describeFailure, describeUnreadable, type Failure } from "@hookyard/core/delivery/failure";
import { parseEvent } from "@hookyard/core/envelope";
import type { HookyardEvent } from "@hookyard/core/event";
import { BodiesError } from "@hookyard/core/port/bodies";
import type { ArchiveCopies } from "../archive/archive-copies.ts";
import { keepText } from "./archived-copy.ts";
import { deliveryIdOf } from "./delivery-id.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import type { DeliveryTable } from "./delivery-table.ts";
import { type CarriedEvent, readEnvelope, UnreadableError } from "./envelope.ts";
import type { QueueMessage } from "./queue-message.ts";
import { createSendLetter } from "./send-letter.ts";
import { carriedOf, createTakeDelivery } from "./take-delivery.ts";
import { buried, completed, type Failed, foundDead, retried } from "./transitions.ts";
import { unreadableEvent } from "./unreadable.ts";

/**
 * What is done with one message of a consumer's queue, from its receipt to its end. Whoever receives (the Lambda
 * function's event source mapping, or {@link createSqsDeliveries}) deletes a message where it is told to, and only
 * there.
 */
export interface Settler {
  /** Begins an attempt at the delivery that a message is. Rejects when the table does not answer: keep the message then. */
  begin(message: QueueMessage, leaseSeconds: number): Promise<Begun>;
  /** Writes down how the attempt ended, changes when the message comes again, or moves it to the dead-letter queue. */
  settle(attempt: Attempt, decision: Decision, outcome?: Failed["outcome"]): Promise<Settled>;
  /** Has the message come again after so long, without an attempt: something that it needs is not there now. */
  postpone(message: QueueMessage, seconds: number): Promise<void>;
}

/** The right to settle one attempt. Another hand-out of the same delivery takes it away. */
export interface Attempt {
  readonly message: QueueMessage;
  readonly record: DeliveryRecord;
  readonly carried: CarriedEvent;
}

/** What a message turned out to be. With `delete`, whoever received it deletes it; with `keep`, it comes again. */
export type Begun =
  /** To be handled now. The event is whole, with its generation in `replay`. */
  | {
      readonly kind: "attempt";
      readonly attempt: Attempt;
      readonly text: string;
      readonly event: HookyardEvent;
      /**
       * The attempt before this one ended without an answer. With `record.attempt` above the policy's limit there is
       * nothing to try any more: settle it with `crashedError` of `transitions.ts`.
       */
      readonly crashed: boolean;
    }
  /** Its data could not be fetched: decide about this failure as about a handler's. */
  | { readonly kind: "failed"; readonly attempt: Attempt; readonly failure: Failure }
  /** It is a dead letter already: there is no event in it, or none of its data. */
  | {
      readonly kind: "unreadable";
      readonly message: "delete";
      readonly failure: Failure;
      readonly deliveryId: string;
    }
  /** A copy that nobody needs. */
  | { readonly kind: "ghost"; readonly message: "delete" }
  /** Not yet: another copy of it is being handled, or its next attempt is not due. */
  | { readonly kind: "later"; readonly message: "keep" };

/** What became of a delivery. `lost`: the right to settle it was gone; nothing was changed. */
export type Settled =
  | { readonly kind: "done"; readonly message: "delete" }
  | { readonly kind: "retry"; readonly message: "keep"; readonly at: Date }
  | { readonly kind: "dead"; readonly message: "delete"; readonly reason: string }
  | { readonly kind: "lost"; readonly message: "keep" };

export interface SettlerOptions {
  readonly consumer: string;
  readonly sqs: SQSClient;
  /** URLs. */
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly table: DeliveryTable;
  /** The event with its data where it was put aside (claim check); `undefined` when that is gone. */
  readonly fetchWhole: (carried: CarriedEvent) => Promise<string | undefined>;
  /** Where jobs whose events EventBridge's archive sends are asked and counted; absent: they are not. */
  readonly archive?: ArchiveCopies;
  /** What runs, noted on dead letters. */
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * A message is hidden for at most 12 hours after it was received; longer waits are several.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
const maxVisibilitySeconds = 12 * 3600 - 60;

/** What the queue forgets: a message of 14 days. An hour before is the last time to save it. */
const maxAgeMilliseconds = (14 * 24 - 1) * 3_600_000;

/** Why a delivery died that would have waited longer than SQS keeps a message. */
export const retentionExceeded = "retention_exceeded";

export function createSettler(options: SettlerOptions): Settler {
  const { consumer, sqs, table, now } = options;

  const hide = async (message: QueueMessage, milliseconds: number): Promise<void> => {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: options.queue,
        ReceiptHandle: message.receiptHandle,
        VisibilityTimeout: Math.min(Math.max(0, Math.ceil(milliseconds / 1000)), maxVisibilitySeconds),
      }),
    );
  };

  const sendLetter = createSendLetter(options);

  /** Sent first: were the table written first and the process ended, the message would be deleted as a ghost. */
  const bury = async (
    { message, record, carried }: Attempt,
    reason: string,
    failed: Failed,
  ): Promise<Settled> => {
    const known = await table.get(record.eventId, consumer);
    if (known?.version !== record.version) return { kind: "lost", message: "keep" };
    const dead = keepText(buried(record, reason, failed, now()), carried, now());
    await sendLetter(message, dead);
    return (await table.put(dead))
      ? { kind: "dead", message: "delete", reason }
      : { kind: "lost", message: "keep" };
  };

  const buryUnreadable = async (message: QueueMessage, failure: Failure): Promise<Begun> => {
    const { event, text } = unreadableEvent(message, now());
    const carried = carriedOf({ event, text }, consumer, message);
    if ((await table.get(event.id, consumer)) === undefined) {
      const bare = { name: failure.name, message: failure.message };
      const dead = { ...foundDead(undefined, carried, { reason: "unreadable", failure: bare }, now()), text };
      await sendLetter(message, dead);
      await table.put(dead);
    }
    return { kind: "unreadable", message: "delete", failure, deliveryId: deliveryIdOf(event.id, consumer) };
  };

  const take = createTakeDelivery(options);

  return {
    async begin(message, leaseSeconds) {
      let carried: CarriedEvent;
      try {
        carried = readEnvelope(message.body);
      } catch (error) {
        if (!(error instanceof UnreadableError)) throw error;
        return buryUnreadable(message, describeUnreadable(error));
      }
      const taken = await take(carried, message, leaseSeconds);
      switch (taken.kind) {
        case "ghost":
          return { kind: "ghost", message: "delete" };
        case "later":
          await hide(message, taken.time - now());
          return { kind: "later", message: "keep" };
        case "begin": {
          const attempt = { message, record: taken.record, carried };
          return whole(options, attempt, taken.crashed, (failure) =>
            bury(attempt, "unreadable", { failure, outcome: "failed" }),
          );
        }
      }
    },
    async settle(attempt, decision, outcome = "failed") {
      const { message, record } = attempt;
      switch (decision.kind) {
        case "done":
          return (await table.put(completed(record, now())))
            ? { kind: "done", message: "delete" }
            : { kind: "lost", message: "keep" };
        case "dead":
          return bury(attempt, decision.reason, { failure: decision.failure, outcome });
        case "retry": {
          const failed = { failure: decision.failure, outcome };
          const at = decision.at.getTime();
          if (at > message.sentTime + maxAgeMilliseconds) return bury(attempt, retentionExceeded, failed);
          if (!(await table.put(retried(record, failed, { at, now: now() })))) {
            return { kind: "lost", message: "keep" };
          }
          await hide(message, at - now());
          return { kind: "retry", message: "keep", at: decision.at };
        }
      }
    },
    postpone: (message, seconds) => hide(message, seconds * 1000),
  };
}

/** The event with its data, or what that came to. */
async function whole(
  { fetchWhole }: SettlerOptions,
  attempt: Attempt,
  crashed: boolean,
  bury: (failure: Failure) => Promise<Settled>,
): Promise<Begun> {
  let text: string | undefined;
  let wrong: Error = new UnreadableError("the event's data is not in the bucket any more");
  try {
    text = await fetchWhole(attempt.carried);
  } catch (error) {
    if (!(error instanceof BodiesError)) return { kind: "failed", attempt, failure: describeFailure(error) };
    wrong = error; // another text than was put there, or no place of ours: it stays so
  }
  if (text === undefined) {
    const failure = describeUnreadable(wrong);
    const { message } = await bury(failure);
    const { eventId, consumer } = attempt.record;
    return message === "keep"
      ? { kind: "later", message }
      : { kind: "unreadable", message, failure, deliveryId: deliveryIdOf(eventId, consumer) };
  }
  const { replay } = attempt.record;
  const event = text === attempt.carried.text ? attempt.carried.event : parseEvent(text);
  return { kind: "attempt", attempt, text, event: replay === 0 ? event : { ...event, replay }, crashed };
}
