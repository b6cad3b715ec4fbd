import type { HookyardEvent } from "../event.ts";
import type { ConsumerDefinition } from "./router.ts";

/** A consumer's function with its definition: what an engine runs. Made by `router.consumer(…)`. */
export interface Consumer<Event extends HookyardEvent = HookyardEvent> {
  readonly kind: "hookyard.consumer";
  readonly name: string;
  readonly definition: ConsumerDefinition;
  /**
   * Resolves when the side effect is done; throws when it is not. Written as a method so that a consumer of certain
   * events is a `Consumer`: the router's patterns see to it that it gets no others.
   */
  handler(event: Event, context: ConsumerContext): unknown;
}

/** What a consumer does with an event. Assume it runs twice for one: key effects by `context.idempotencyKey`. */
export type ConsumerHandler<Event extends HookyardEvent = HookyardEvent> = (
  event: Event,
  context: ConsumerContext,
) => unknown;

/** What a handler knows about the attempt that it is. */
export interface ConsumerContext {
  readonly consumer: string;
  readonly deliveryId: string;
  /** From 1. */
  readonly attempt: number;
  /** The limit: this is the last one when `attempt` equals it. */
  readonly attempts: number;
  /** How often the event was sent again on purpose; 0 at first. */
  readonly replay: number;
  /** The same for every attempt and every copy of this event at this consumer; hand it on to what you call. */
  readonly idempotencyKey: string;
  /** Aborted at the timeout and when the process has to stop: give it to `fetch`. */
  readonly signal: AbortSignal;
  /** Until the timeout. */
  remainingMilliseconds(): number;
  /** W3C trace context of the event. */
  readonly traceparent?: string;
  readonly log: ConsumerLog;
}

/** Structured lines that carry the consumer, the event and the attempt by themselves. */
export interface ConsumerLog {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Whether an export of a consumer's file is a consumer. */
export function isConsumer(value: unknown): value is Consumer {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "hookyard.consumer";
}
