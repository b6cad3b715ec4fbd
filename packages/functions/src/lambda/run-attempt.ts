import { type Consumer, describeFailure, type Failure, type HookyardEvent } from "@hookyard/core";
import { AttemptAbort } from "@hookyard/core/router/attempt-abort";
import {
  type AttemptOf,
  createHandlerContext,
  type WriteHandlerLine,
} from "@hookyard/core/router/handler-context";

export interface RunAttemptOptions {
  readonly consumer: Consumer;
  readonly event: HookyardEvent;
  readonly of: AttemptOf;
  /** The consumer's own timeout, or what is left of the function's time where that is less. */
  readonly timeoutMilliseconds: number;
  readonly write: WriteHandlerLine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How a handler's run ended. */
export type AttemptEnd =
  | { readonly outcome: "done" }
  | { readonly outcome: "failed" | "timeout"; readonly failure: Failure };

/**
 * Runs a handler once. Never rejects: a handler that throws, rejects, or throws what is no error has failed; one that
 * does not end in time is told so by its signal and left behind, and what it does later changes nothing.
 */
export async function runAttempt(options: RunAttemptOptions): Promise<AttemptEnd> {
  const { consumer, event, of, timeoutMilliseconds, write, now } = options;
  const abort = new AttemptAbort();
  const deadline = now() + timeoutMilliseconds;
  const { promise: late, resolve: expire } = Promise.withResolvers<AttemptEnd>();
  const timer = setTimeout(() => {
    const failure = timeoutFailure(consumer, timeoutMilliseconds);
    abort.abort(new DOMException(failure.message, "TimeoutError"));
    expire({ outcome: "timeout", failure });
  }, timeoutMilliseconds);
  const context = createHandlerContext({ consumer, event, of, abort, deadline, write, now });
  try {
    return await Promise.race([late, handle(consumer, event, context)]);
  } finally {
    clearTimeout(timer);
  }
}

async function handle(
  consumer: Consumer,
  event: HookyardEvent,
  context: Parameters<Consumer["handler"]>[1],
): Promise<AttemptEnd> {
  try {
    await consumer.handler(event, context);
    return { outcome: "done" };
  } catch (error) {
    return { outcome: "failed", failure: describeFailure(error) };
  }
}

function timeoutFailure({ name }: Consumer, milliseconds: number): Failure {
  const seconds = Math.round(milliseconds / 100) / 10;
  return { name: "TimeoutError", message: `${name} did not finish within ${seconds} s`, permanent: false };
}
