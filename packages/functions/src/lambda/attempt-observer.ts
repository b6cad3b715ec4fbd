import type { Begun, Settled } from "@hookyard/aws/deliveries/settle";
import type { WriteHandlerLine } from "@hookyard/core/router/handler-context";
import { metric } from "../metrics.ts";
import type { OnceEnd } from "./idempotency.ts";
import type { Fields, Telemetry } from "./telemetry.ts";

/** What there is to tell of an attempt that ended. */
export interface EndedAttempt {
  readonly eventId: string;
  readonly type: string;
  readonly attempt: number;
  readonly replay: number;
  readonly traceparent: string | undefined;
  readonly milliseconds: number;
  readonly outcome: OnceEnd["outcome"] | "crashed";
  readonly failure: { readonly name: string; readonly message: string } | undefined;
  readonly settled: Settled;
}

/** Watches a consumer: one line for each attempt, which is also its count, and the handler's own lines. */
export interface AttemptObserver {
  begin(invocation: { readonly awsRequestId: string }): void;
  ended(attempt: EndedAttempt): void;
  /** The message was no attempt: a copy, not due, or unreadable. */
  notBegun(begun: Exclude<Begun, { readonly kind: "attempt" | "failed" }>, messageId: string): void;
  /** Something of ours or of AWS failed: the message comes again by itself. */
  failed(error: unknown, messageId: string): void;
  handlerLine(of: { readonly eventId: string; readonly attempt: number }): WriteHandlerLine;
}

export function createAttemptObserver(consumer: string, telemetry: Telemetry): AttemptObserver {
  return {
    begin: telemetry.begin,
    ended({ settled, failure, outcome, traceparent, ...attempt }) {
      const fields: Fields = {
        ...attempt,
        outcome,
        traceparent,
        ...(failure !== undefined && { error: `${failure.name}: ${failure.message}` }),
        ...settledFields(settled),
      };
      const isDone = outcome === "done" || outcome === "known";
      const counted = isDone ? metric.attemptsDone : metric.attemptsFailed;
      telemetry.count(
        { [counted]: 1, ...(settled.kind === "dead" && { [metric.deadLetters]: 1 }) },
        { consumer },
        fields,
      );
    },
    notBegun(begun, messageId) {
      switch (begun.kind) {
        case "unreadable": {
          const { failure, deliveryId } = begun;
          const error = `${failure.name}: ${failure.message}`;
          return telemetry.count({ [metric.deadLetters]: 1 }, { consumer }, { deliveryId, messageId, error });
        }
        case "ghost":
          return telemetry.log("info", "a copy of what is settled: deleted", { consumer, messageId });
        case "later":
          return telemetry.log("debug", "not due yet", { consumer, messageId });
      }
    },
    failed(error, messageId) {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : "an unknown error";
      telemetry.log("error", `a message could not be settled, and comes again: ${what}`, {
        consumer,
        messageId,
      });
    },
    handlerLine:
      ({ eventId, attempt }) =>
      (level, message, fields) =>
        telemetry.log(level, message, { ...fields, consumer, eventId, attempt }),
  };
}

function settledFields(settled: Settled): Fields {
  switch (settled.kind) {
    case "done":
      return { next: "done" };
    case "retry":
      return { next: "retry", retryAt: settled.at.toISOString() };
    case "dead":
      return { next: "dead", reason: settled.reason };
    case "lost":
      return { next: "lost" };
  }
}
