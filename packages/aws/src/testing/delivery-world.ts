import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { busEntry, type EntrySpec } from "@hookyard/core/port/contract-harness";
import type { Deliveries } from "@hookyard/core/port/deliveries";
import { createLetterIndex } from "../dead-letters/letter-index.ts";
import {
  createSqsDeadLetters,
  type LetterQueues,
  type SqsDeadLetters,
} from "../dead-letters/sqs-dead-letters.ts";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { createDeliveryTable, type DeliveryTable } from "../deliveries/delivery-table.ts";
import { writeEnvelope } from "../deliveries/envelope.ts";
import type { SettlerOptions } from "../deliveries/settle.ts";
import { createSqsDeliveries } from "../deliveries/sqs-deliveries.ts";
import { type AwsWorld, createAwsWorld } from "./aws-world.ts";

/** The ports on consumers' queues and the table, without a bus in front: tests put messages on the queues. */
export interface DeliveryWorld {
  readonly aws: AwsWorld;
  readonly deliveries: Deliveries;
  readonly deadLetters: SqsDeadLetters;
  readonly table: DeliveryTable;
  readonly queues: Readonly<Record<string, Required<LetterQueues>>>;
  /** Puts an event on a consumer's queue, as EventBridge would. Answers the event's id. */
  deliver(spec: EntrySpec, consumer?: string): Promise<string>;
  send(queue: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void>;
  /** Messages in a queue, hidden ones too. */
  count(queue: string): Promise<number>;
  delivery(eventId: string, consumer?: string): Promise<DeliveryRecord | undefined>;
}

export interface DeliveryWorldOptions {
  readonly consumers?: readonly string[];
  readonly maxReceiveCount?: number;
  readonly fetchWhole?: SettlerOptions["fetchWhole"];
  /** Laid over the table. */
  readonly table?: (table: DeliveryTable) => DeliveryTable;
}

export async function createDeliveryWorld({
  consumers = ["fulfil-order"],
  maxReceiveCount = 1000,
  fetchWhole = async ({ text }) => text,
  table: lay = (table) => table,
}: DeliveryWorldOptions = {}): Promise<DeliveryWorld> {
  const aws = await createAwsWorld({ consumers, maxReceiveCount });
  const { sqs, dynamodb, now } = aws;
  const texts = new Map<string, string>();
  const queues: Record<string, Required<LetterQueues>> = {};
  for (const [consumer, own] of Object.entries(aws.consumers)) {
    const name = `${aws.bus}-${consumer}-target-dlq`;
    const { QueueUrl: targetDeadLetterQueue = "" } = await sqs.send(
      new CreateQueueCommand({ QueueName: name }),
    );
    queues[consumer] = { ...own, targetDeadLetterQueue };
  }
  const table = lay(createDeliveryTable({ dynamodb, table: aws.table, retentionSeconds: 30 * 86_400, now }));
  const textsOf = (letters: readonly DeliveryRecord[]) => textsById(letters, texts);

  const send: DeliveryWorld["send"] = async (queue, body, attributes = {}) => {
    const MessageAttributes = Object.fromEntries(
      Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: body, MessageAttributes }));
  };
  return {
    aws,
    table,
    queues,
    send,
    deliveries: createSqsDeliveries({
      sqs,
      table,
      queues: (consumer) => queues[consumer],
      fetchWhole,
      version: "7",
      waitSeconds: 0,
      now,
    }),
    deadLetters: createSqsDeadLetters({
      sqs,
      table,
      index: createLetterIndex({ dynamodb, table: aws.table }),
      queues,
      texts: { carriedTexts: textsOf, wholeTexts: textsOf },
      now,
    }),
    async deliver(spec, consumer = "fulfil-order") {
      const { event, text } = busEntry(spec);
      texts.set(event.id, text);
      await send(queues[consumer]?.queue ?? "", writeEnvelope(text));
      return event.id;
    },
    async count(queue) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ["All"] }),
      );
      return Number(Attributes.ApproximateNumberOfMessages); // local-aws-sqs counts hidden ones in
    },
    delivery: (eventId, consumer = "fulfil-order") => table.get(eventId, consumer),
  };
}

/** By delivery id: a letter's own text, or its event's, of those that are known by event id. */
export async function textsById(
  letters: readonly DeliveryRecord[],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    letters.flatMap(({ eventId, consumer, text }) => {
      const found = text ?? known.get(eventId);
      return found === undefined ? [] : [[deliveryIdOf(eventId, consumer), found] as const];
    }),
  );
}
