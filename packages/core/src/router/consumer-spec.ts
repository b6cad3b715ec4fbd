import type { Backoff } from "../delivery/retry-policy.ts";
import type { Duration } from "../duration.ts";
import type { HookyardEvent, Json, JsonObject } from "../event.ts";

/** One consumer as a team writes it. Everything but `on` has a default. */
export interface ConsumerSpec<On extends readonly string[] = readonly string[]> {
  /**
   * The types it wants: exact (`payment.succeeded`), a family (`payment.*`), a provider's own (`stripe.topup.failed`,
   * `stripe.*`), or `*` for everything.
   */
  readonly on: On;
  /** An EventBridge pattern that the event must match too. */
  readonly where?: Where;
  readonly retry?: RetrySpec;
  /** How long one attempt may take. Default `30 seconds`, from `1 second` to `15 minutes`. */
  readonly timeout?: Duration;
  /** How many run at once. Default 10, from 1 to 1000. */
  readonly concurrency?: number;
  /** Default true: an event has its effect once. `false`: the consumer wants every copy. */
  readonly idempotent?: boolean;
}

/** Default: 8 attempts, exponential from 10 seconds to 1 hour with full jitter. */
export interface RetrySpec {
  /** The first one included. From 1 (no retry) to 1000. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
}

/** The top-level fields of an event. */
export type EventAttribute = keyof HookyardEvent;

/**
 * A pattern in EventBridge's language, over the event.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type Where = {
  readonly [Attribute in Exclude<EventAttribute, "data">]?: readonly Json[];
} & {
  readonly data?: JsonObject;
  readonly $or?: readonly Where[];
  /** Dots stand for nesting: `"data.amount"`. */
  readonly [dotted: `data.${string}`]: Json;
};

/** The names of {@link EventAttribute}, for checks. The type sees to it that none is missing. */
export const eventAttributes = Object.keys({
  specversion: true,
  id: true,
  source: true,
  type: true,
  subject: true,
  time: true,
  datacontenttype: true,
  dataschema: true,
  data: true,
  provider: true,
  providertype: true,
  providerid: true,
  receivedtime: true,
  traceparent: true,
  replay: true,
  backfilled: true,
  dataref: true,
} satisfies Record<EventAttribute, true>);
