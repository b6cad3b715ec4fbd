import type { Message } from "@aws-sdk/client-sqs";

/** A message of a consumer's queue or dead-letter queue, however it came here. */
export interface QueueMessage {
  readonly messageId: string;
  /** The right to change this message: of this hand-out, not of the ones before. */
  readonly receiptHandle: string;
  readonly body: string;
  /** When it was sent to this queue; milliseconds since 1970. SQS forgets it 14 days later. */
  readonly sentTime: number;
  /** X-Ray's header, as EventBridge handed it on. */
  readonly traceHeader?: string;
  /** By name, as text whatever their type. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A message as `ReceiveMessage` answers it, asked for with all attributes. */
export function fromReceived(message: Message): QueueMessage {
  const { MessageId = "", ReceiptHandle = "", Body = "", Attributes = {}, MessageAttributes = {} } = message;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    sentTime: Number(Attributes.SentTimestamp),
    ...(Attributes.AWSTraceHeader !== undefined && { traceHeader: Attributes.AWSTraceHeader }),
    attributes: texts(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  };
}

/** What is read of an `SQSRecord`, as an event source mapping hands it to a function. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: { readonly SentTimestamp: string; readonly AWSTraceHeader?: string | undefined };
  readonly messageAttributes: Readonly<Record<string, { readonly stringValue?: string | undefined }>>;
}

/** A message as a function is handed it. */
export function fromRecord(record: QueueRecord): QueueMessage {
  const { AWSTraceHeader, SentTimestamp } = record.attributes;
  return {
    messageId: record.messageId,
    receiptHandle: record.receiptHandle,
    body: record.body,
    sentTime: Number(SentTimestamp),
    ...(AWSTraceHeader !== undefined && { traceHeader: AWSTraceHeader }),
    attributes: texts(
      Object.entries(record.messageAttributes).map(([name, value]) => [name, value.stringValue]),
    ),
  };
}

function texts(pairs: readonly (readonly [string, string | undefined])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}
