import { type SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { deliveryIdOf } from "./delivery-id.ts";
import { type DeliveryRecord, iso } from "./delivery-record.ts";
import { letterMessage, type LetterNotes } from "./letter-message.ts";
import type { QueueMessage } from "./queue-message.ts";

/** Puts a message into the dead-letter queue, with what is known of why. Its letter: `record`. */
export type SendLetter = (message: QueueMessage, record: DeliveryRecord) => Promise<void>;

export function createSendLetter({
  sqs,
  deadLetterQueue,
  version,
  now,
}: {
  readonly sqs: SQSClient;
  /** URL. */
  readonly deadLetterQueue: string;
  readonly version: string;
  readonly now: () => number;
}): SendLetter {
  return async ({ body, traceHeader }, record) => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: deadLetterQueue,
        ...letterMessage(body, letterNotes(record, { version, now: now() })),
        ...(traceHeader !== undefined && {
          MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: traceHeader } },
        }),
      }),
    );
  };
}

/** What a letter's message says of it. `version`: what ran. */
export function letterNotes(
  record: DeliveryRecord,
  { version, now }: { readonly version: string; readonly now: number },
): LetterNotes {
  const { eventId, consumer, attempts, replay, token, attempt, reason = "", failure } = record;
  const deadTime = iso(record.deadTime ?? now);
  const first = attempts.find((one) => one.replay === replay);
  return {
    deliveryId: deliveryIdOf(eventId, consumer),
    replay,
    token,
    reason,
    errorName: failure?.name ?? "",
    errorMessage: failure?.message ?? "",
    attempts: attempt,
    firstTime: first?.startTime ?? deadTime,
    deadTime,
    version,
  };
}
