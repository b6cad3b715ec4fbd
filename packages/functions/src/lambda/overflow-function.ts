import type { Drained, OverflowMessage } from "@hookyard/aws/bus/drain-overflow";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { metric } from "../metrics.ts";
import type { Telemetry } from "./telemetry.ts";

export interface OverflowFunctionOptions {
  /** Puts messages on the bus until the deadline (milliseconds since 1970), and says which are not there. */
  readonly drain: (messages: readonly OverflowMessage[], deadline: number) => Promise<Drained>;
  readonly telemetry: Telemetry;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A function that an event source mapping hands the overflow queue's messages to, with partial batch responses. */
export type OverflowFunction = (
  event: SQSEvent,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/** Of the function's time, what stays for the answer. */
const answerMilliseconds = 2_000;

/**
 * Puts what the overflow queue kept on the bus. What could not be put stays in the queue, message by message: it comes
 * again, and ends in the queue's own dead-letter queue, never nowhere.
 */
export function createOverflowFunction({ drain, telemetry, now }: OverflowFunctionOptions): OverflowFunction {
  return async ({ Records }, context) => {
    telemetry.begin(context);
    const messages = Records.map(({ messageId, body }) => ({ messageId, body }));
    const { put, failed } = await drain(
      messages,
      now() + context.getRemainingTimeInMillis() - answerMilliseconds,
    );
    const codes = [...new Set(failed.map(({ code }) => code))].join(", ");
    telemetry.count(
      { [metric.overflowDrained]: put, ...(failed.length > 0 && { [metric.notStored]: failed.length }) },
      {},
      { ...(failed.length > 0 && { codes }) },
    );
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
