import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Decision } from "@hookyard/core/delivery/decide";
import type { Deliveries, Lease, LeasedDelivery } from "@hookyard/core/port/deliveries";
import { deliveryIdOf, splitDeliveryId } from "./delivery-id.ts";
import { fromReceived, type QueueMessage } from "./queue-message.ts";
import { type Attempt, createSettler, type Settler, type SettlerOptions } from "./settle.ts";

export interface SqsDeliveriesOptions extends Omit<SettlerOptions, "consumer" | "queue" | "deadLetterQueue"> {
  /** URLs of a consumer's queues; `undefined` for a consumer that the stage does not have. */
  readonly queues: (
    consumer: string,
  ) => { readonly queue: string; readonly deadLetterQueue: string } | undefined;
  /** Seconds to wait for messages where none is there. With 0, SQS asks only some of its servers. Default 1. */
  readonly waitSeconds?: number;
}

/** SQS hands out ten at once. */
const maxBatch = 10;
/** A call that meets nothing but copies and messages that are not due ends after so many looks. */
const maxLooks = 50;
/** Leases that can be settled; of more, the oldest are forgotten, as if they had run out. */
const maxLeases = 10_000;

/**
 * The deliveries port on SQS and the table. A lease is settled through the instance that gave it: the message that it
 * stands for is not in the lease.
 *
 * Messages come in no certain order: "the longest due first" holds as far as SQS keeps to it.
 */
export function createSqsDeliveries(options: SqsDeliveriesOptions): Deliveries {
  const { sqs, queues, waitSeconds = 1, now } = options;
  const attempts = new Map<string, Attempt>();

  const settlerOf = (consumer: string): (Settler & { readonly queue: string }) | undefined => {
    const urls = queues(consumer);
    return urls === undefined
      ? undefined
      : { ...createSettler({ ...options, consumer, ...urls }), queue: urls.queue };
  };

  const remove = async (queue: string, message: QueueMessage): Promise<void> => {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message.receiptHandle }));
  };

  const remember = (attempt: Attempt): Lease => {
    const { eventId, consumer, token } = attempt.record;
    const lease = { deliveryId: deliveryIdOf(eventId, consumer), token: String(token) };
    attempts.set(keyOf(lease), attempt);
    const oldest = attempts.size > maxLeases ? attempts.keys().next().value : undefined;
    if (oldest !== undefined) attempts.delete(oldest);
    return lease;
  };

  const settle = async (lease: Lease, decision: Decision): Promise<boolean> => {
    const attempt = attempts.get(keyOf(lease));
    const settler = settlerOf(splitDeliveryId(lease.deliveryId).consumer);
    if (attempt === undefined || settler === undefined) return false;
    const settled = await settler.settle(attempt, decision);
    attempts.delete(keyOf(lease));
    if (settled.message === "delete") await remove(settler.queue, attempt.message);
    return settled.kind !== "lost";
  };

  const begin = async (
    settler: Settler & { readonly queue: string },
    message: QueueMessage,
    leaseSeconds: number,
  ): Promise<LeasedDelivery | undefined> => {
    const begun = await settler.begin(message, leaseSeconds);
    switch (begun.kind) {
      case "attempt": {
        const { record } = begun.attempt;
        return {
          lease: remember(begun.attempt),
          consumer: record.consumer,
          text: begun.text,
          attempt: record.attempt,
          replay: record.replay,
        };
      }
      case "failed": {
        const at = new Date(now() + fetchAgainMilliseconds);
        await settler.settle(begun.attempt, { kind: "retry", at, failure: begun.failure });
        return undefined;
      }
      case "ghost":
      case "unreadable":
        await remove(settler.queue, message);
        return undefined;
      case "later":
        return undefined;
    }
  };

  return {
    async receive(consumer, { max, leaseSeconds }) {
      const settler = settlerOf(consumer);
      const received: LeasedDelivery[] = [];
      if (settler === undefined) return received;
      for (let look = 1; look <= maxLooks && received.length < max; look++) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: settler.queue,
            MaxNumberOfMessages: Math.min(maxBatch, max - received.length),
            VisibilityTimeout: leaseSeconds,
            WaitTimeSeconds: received.length === 0 ? waitSeconds : 0,
            MessageAttributeNames: ["All"],
            AttributeNames: ["All"], // the older name, which every SQS understands
          }),
        );
        if (Messages.length === 0) break;
        const begun = await Promise.all(
          Messages.map((message) => begin(settler, fromReceived(message), leaseSeconds)),
        );
        received.push(...begun.filter((delivery) => delivery !== undefined));
      }
      return received;
    },
    complete: (lease) => settle(lease, { kind: "done" }),
    retryAt: (lease, at, failure) => settle(lease, { kind: "retry", at, failure }),
    deadLetter: (lease, reason, failure) => settle(lease, { kind: "dead", reason, failure }),
  };
}

/** The bucket did not answer: what it holds is asked for again after this. */
const fetchAgainMilliseconds = 60_000;

function keyOf({ deliveryId, token }: Lease): string {
  return `${deliveryId} ${token}`;
}
