import { SendMessageBatchCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { batchesOf } from "./batches.ts";
import { eachConcurrently } from "./each-concurrently.ts";
import { errorCodeOf, isWorthRetrying } from "./service-error.ts";
import { type Clockwork, signalUntil, waitToRetry } from "./time-budget.ts";

export interface OverflowQueueOptions extends Clockwork {
  readonly sqs: SQSClient;
  /** Its URL. */
  readonly queue: string;
}

/** What became of a text: `undefined`, it is in the queue; else the code with which it was refused last. */
export type OverflowResult = string | undefined;

interface Refusal {
  readonly code: string;
  readonly isWorthRetrying: boolean;
}

/** One result a text, in order. Never rejects. `deadline`: when it gives up; milliseconds since 1970. */
export type SendToOverflow = (
  texts: readonly string[],
  deadline: number,
) => Promise<readonly OverflowResult[]>;

/**
 * Ten messages and 1 MiB a call, all messages together.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const limits = { maxEntries: 10, maxBytes: 1_048_576 };
/** Calls at once. */
const maxConcurrentCalls = 4;

interface Pending {
  readonly index: number;
  readonly text: string;
}

/**
 * Puts events into the overflow queue, where the bus took none: what is in it is durable, and `drainOverflow` puts it
 * on the bus. A message is the event as it would have been carried.
 */
export function createSendToOverflow({ sqs, queue, ...clockwork }: OverflowQueueOptions): SendToOverflow {
  const call = async (
    batch: readonly Pending[],
    deadline: number,
  ): Promise<readonly (Refusal | undefined)[]> => {
    try {
      const { Successful = [], Failed = [] } = await sqs.send(
        new SendMessageBatchCommand({
          QueueUrl: queue,
          Entries: batch.map(({ text }, index) => ({ Id: String(index), MessageBody: text })),
        }),
        { abortSignal: signalUntil(deadline, clockwork.now) },
      );
      const sent = new Set(Successful.map(({ Id }) => Id));
      const failures = new Map(Failed.map((failure) => [failure.Id, failure]));
      return batch.map((_, index) => {
        if (sent.has(String(index))) return undefined;
        const { Code = "no_answer", SenderFault = false } = failures.get(String(index)) ?? {};
        return { code: Code, isWorthRetrying: !SenderFault };
      });
    } catch (error) {
      const code = errorCodeOf(error);
      return batch.map(() => ({ code, isWorthRetrying: isWorthRetrying(code) }));
    }
  };

  return async (texts, deadline) => {
    const results: OverflowResult[] = texts.map(() => "not_tried");
    let pending: readonly Pending[] = texts.map((text, index) => ({ index, text }));
    for (let tries = 1; ; tries++) {
      const again: Pending[] = [];
      const batches = batchesOf(pending, ({ text }) => Buffer.byteLength(text), limits);
      await eachConcurrently(batches, maxConcurrentCalls, async (batch) => {
        const refusals = await call(batch, deadline);
        for (const [position, one] of batch.entries()) {
          const refusal = refusals[position];
          results[one.index] = refusal?.code;
          if (refusal?.isWorthRetrying === true) again.push(one);
        }
      });
      if (again.length === 0 || !(await waitToRetry(tries, deadline, clockwork))) return results;
      pending = again;
    }
  };
}
