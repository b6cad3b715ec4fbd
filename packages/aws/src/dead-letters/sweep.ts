import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { splitDeliveryId } from "../deliveries/delivery-id.ts";
import { changeDelivery, type DeliveryTable } from "../deliveries/delivery-table.ts";
import { fromReceived, type QueueMessage } from "../deliveries/queue-message.ts";
import { type LetterMessageFate, type LetterMessageRead, readLetterMessage } from "./read-letter-message.ts";

export interface SweepOptions {
  readonly sqs: SQSClient;
  readonly table: DeliveryTable;
  readonly consumer: string;
  /** URL of the dead-letter queue. */
  readonly queue: string;
  readonly now: () => number;
  /** Looks at about so many messages at most. */
  readonly maxMessages: number;
  /** Ends when the messages of all these deliveries were met. */
  readonly wanted?: ReadonlySet<string>;
}

export interface Swept {
  readonly looked: number;
  /** Letters that only the queue knew: they are in the table now. */
  readonly entered: number;
  /** Messages of letters that were replayed, discarded or done: they are gone. */
  readonly removed: number;
}

/** Others see what is looked at again after this; it is given back at once when the sweep ends by itself. */
const hiddenSeconds = 60;
/** Messages that are given back when the sweep ends; those that were looked at before come back by themselves. */
const mostKept = 2_000;
/** Queues that are looked into at the same time: SQS samples its servers, so several looks find more. */
const lanes = 4;

/**
 * Goes through a dead-letter queue, which stands behind the table: enters what the table does not know (a message that
 * SQS moved there after crashes, or EventBridge because it could not deliver), and deletes what has reached an end.
 * What it does not get to stays for the next sweep.
 */
export async function sweepQueue(options: SweepOptions): Promise<Swept> {
  const { sqs, queue, maxMessages } = options;
  const missing = new Set(options.wanted);
  let kept: string[] = [];
  const total = { looked: 0, entered: 0, removed: 0 };

  const lane = async (): Promise<void> => {
    while (total.looked < maxMessages && (options.wanted === undefined || missing.size > 0)) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: 0,
          MessageAttributeNames: ["All"],
          AttributeNames: ["All"], // the older name, which every SQS understands
        }),
      );
      if (Messages.length === 0) return;
      total.looked += Messages.length;
      const messages = Messages.map(fromReceived);
      const looks = await lookAt(options, messages);
      const ghosts = messages.filter((_, index) => looks[index]?.fate === "remove");
      kept.push(
        ...messages.flatMap(({ receiptHandle }, index) =>
          looks[index]?.fate === "remove" ? [] : [receiptHandle],
        ),
      );
      kept = kept.slice(-mostKept);
      total.entered += looks.filter(({ fate }) => fate === "enter").length;
      total.removed += ghosts.length;
      for (const { deliveryId } of looks) missing.delete(deliveryId);
      await removeAll(sqs, queue, ghosts);
    }
  };

  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    await showAll(sqs, queue, kept);
  }
  return total;
}

interface Look {
  readonly deliveryId: string;
  readonly fate: LetterMessageFate["kind"];
}

async function lookAt(
  { table, consumer, now }: SweepOptions,
  messages: readonly QueueMessage[],
): Promise<readonly Look[]> {
  const read = messages.map((message) => readLetterMessage(message, consumer, now()));
  const known = await table.getMany(read.map(({ deliveryId }) => deliveryId));
  return Promise.all(
    read.map(async ({ deliveryId, decide }): Promise<Look> => {
      let fate = decide(known.get(deliveryId));
      // Only what is to be written is read once more, for who writes it meanwhile.
      if (fate.kind === "enter") fate = await enter(table, { deliveryId, consumer, decide });
      return { deliveryId, fate: fate.kind };
    }),
  );
}

async function enter(
  table: DeliveryTable,
  {
    deliveryId,
    consumer,
    decide,
  }: Pick<LetterMessageRead, "deliveryId" | "decide"> & { readonly consumer: string },
): Promise<LetterMessageFate> {
  const { eventId } = splitDeliveryId(deliveryId);
  let fate: LetterMessageFate = { kind: "keep" };
  await changeDelivery(table, { eventId, consumer }, (known) => {
    fate = decide(known);
    return fate.kind === "enter" ? fate.record : undefined;
  });
  return fate;
}

async function removeAll(sqs: SQSClient, queue: string, messages: readonly QueueMessage[]): Promise<void> {
  if (messages.length === 0) return;
  // What cannot be deleted now is a ghost again at the next sweep.
  await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue,
      Entries: messages.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      })),
    }),
  );
}

async function showAll(sqs: SQSClient, queue: string, receiptHandles: readonly string[]): Promise<void> {
  for (let start = 0; start < receiptHandles.length; start += 10) {
    const batch = receiptHandles.slice(start, start + 10);
    await sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: queue,
        Entries: batch.map((receiptHandle, index) => ({
          Id: String(index),
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
  }
}
