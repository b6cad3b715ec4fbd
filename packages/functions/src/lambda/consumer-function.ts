import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Begun, Settler } from "@hookyard/aws/deliveries/settle";
import { fromRecord, type QueueMessage } from "@hookyard/aws/deliveries/queue-message";
import { crashedError } from "@hookyard/aws/deliveries/transitions";
import { type Consumer, decide, type Failure, type HookyardEvent } from "@hookyard/core";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { AttemptObserver } from "./attempt-observer.ts";
import type { Once, OnceEnd } from "./idempotency.ts";
import { runAttempt } from "./run-attempt.ts";
import type { Tracing } from "./tracing.ts";

export interface ConsumerFunctionOptions {
  readonly consumer: Consumer;
  readonly settler: Settler;
  readonly once: Once;
  readonly observer: AttemptObserver;
  readonly tracing: Tracing;
  readonly now: () => Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** A function that an event source mapping hands a queue's messages to, with partial batch responses. */
export type ConsumerFunction = (
  event: SQSEvent,
  context: Pick<Context, "awsRequestId" | "getRemainingTimeInMillis">,
) => Promise<SQSBatchResponse>;

/** Of the function's time, what stays for writing down how an attempt ended. */
const settleMilliseconds = 3_000;
/** Less than this is not worth beginning with. */
const leastMilliseconds = 500;
/** How long a message waits whose effect somebody else is at. */
const busySeconds = 30;

/**
 * Runs a consumer's handler on a queue's messages. Every message ends as its delivery does: deleted when it is done, a
 * dead letter or a copy that nobody needs; kept, and hidden for as long as it has to wait, otherwise. Nothing in a
 * message and nothing that the handler does makes the batch fail.
 *
 * One after the other: a function that crashes takes the attempt that it ran with it, and no other of the batch.
 */
export function createConsumerFunction(options: ConsumerFunctionOptions): ConsumerFunction {
  return async (event, context) => {
    options.observer.begin(context);
    const remaining = (): number => context.getRemainingTimeInMillis();
    return processPartialResponse(
      event,
      (record: SQSRecord) => handleRecord(options, record, remaining),
      new BatchProcessor(EventType.SQS), // it holds the batch that it works on, so each batch has its own
      { throwOnFullBatchFailure: false, processInParallel: false },
    );
  };
}

/** Tells the batch processor that a message is not to be deleted. */
class KeepMessage extends Error {
  override readonly name = "KeepMessage";
}

async function handleRecord(
  options: ConsumerFunctionOptions,
  record: SQSRecord,
  remaining: () => number,
): Promise<void> {
  try {
    const end = await handleMessage(options, fromRecord(record), remaining);
    if (end === "keep") throw new KeepMessage();
  } catch (error) {
    if (!(error instanceof KeepMessage)) options.observer.failed(error, record.messageId);
    throw error;
  }
}

async function handleMessage(
  options: ConsumerFunctionOptions,
  message: QueueMessage,
  remaining: () => number,
): Promise<"delete" | "keep"> {
  const { settler, observer } = options;
  if (remaining() - settleMilliseconds < leastMilliseconds) {
    await settler.postpone(message, 0); // for an instance that has time
    return "keep";
  }
  // Whoever has the delivery has it until this instance must have ended, and no longer.
  const begun = await settler.begin(message, Math.ceil(remaining() / 1000));
  switch (begun.kind) {
    case "ghost":
    case "unreadable":
    case "later":
      observer.notBegun(begun, message.messageId);
      return begun.message;
    case "failed":
      return settle(options, begun, { outcome: "failed", failure: begun.failure }, options.now());
    case "attempt":
      return attempt(options, begun, remaining);
  }
}

async function attempt(
  options: ConsumerFunctionOptions,
  begun: Extract<Begun, { kind: "attempt" }>,
  remaining: () => number,
): Promise<"delete" | "keep"> {
  const { consumer, once, observer, tracing, now } = options;
  const { record } = begun.attempt;
  const { event } = begun;
  const startedAt = now();
  if (record.attempt > consumer.definition.retry.attempts) {
    // The last attempt that it had ended without an answer: there is no other to try.
    const failure: Failure = { ...crashedError, permanent: false };
    return settle(options, begun, { outcome: "crashed", failure }, startedAt);
  }
  const key = { consumer: consumer.name, eventId: event.id, replay: record.replay };
  const run = () =>
    runAttempt({
      consumer,
      event,
      of: record,
      timeoutMilliseconds: Math.min(
        consumer.definition.timeoutSeconds * 1000,
        remaining() - settleMilliseconds,
      ),
      write: observer.handlerLine({ eventId: event.id, attempt: record.attempt }),
      now: () => now().getTime(),
    });
  const end = await tracing.attempt({ ...key, ...traceOf(event) }, () =>
    consumer.definition.idempotent ? once(key, remaining, run) : run(),
  );
  return settle(options, begun, end, startedAt);
}

type End = OnceEnd | { readonly outcome: "crashed"; readonly failure: Failure };

/** Decides what comes next, writes it down, and answers what is to be done with the message. */
async function settle(
  { settler, consumer, observer, now, random }: ConsumerFunctionOptions,
  begun: Extract<Begun, { kind: "attempt" | "failed" }>,
  end: End,
  startedAt: Date,
): Promise<"delete" | "keep"> {
  const { record, carried } = begun.attempt;
  const failure = failureOf(end);
  const endedAt = now();
  const decision = decide({
    failure,
    attempt: record.attempt,
    policy: consumer.definition.retry,
    now: endedAt,
    random,
  });
  const settled = await settler.settle(begun.attempt, decision, outcomeOf(end));
  observer.ended({
    eventId: record.eventId,
    type: record.type,
    attempt: record.attempt,
    replay: record.replay,
    traceparent: carried.event.traceparent,
    milliseconds: endedAt.getTime() - startedAt.getTime(),
    outcome: end.outcome,
    failure,
    settled,
  });
  return settled.message;
}

function failureOf(end: End): Failure | undefined {
  switch (end.outcome) {
    case "done":
    case "known":
      return undefined;
    case "busy":
      return {
        name: "AlreadyInProgress",
        message: "another instance is at the same effect",
        permanent: false,
        retryAfterSeconds: busySeconds,
      };
    case "failed":
    case "timeout":
    case "crashed":
      return end.failure;
  }
}

function outcomeOf(end: End): "failed" | "timeout" | "crashed" {
  return end.outcome === "timeout" || end.outcome === "crashed" ? end.outcome : "failed";
}

function traceOf({ traceparent }: HookyardEvent): { readonly traceparent?: string } {
  return traceparent === undefined ? {} : { traceparent };
}
