import * as v from "valibot";
import type { JsonObject } from "../event.ts";
import { explain } from "../pattern/index.ts";
import type { Router } from "../router/router.ts";

/** What an operator can do with consumers beside looking at them. */
export interface ConsumerControl {
  /**
   * Nothing of this consumer is begun until it is resumed; what runs goes on to its end, what waits is kept, and a
   * restart changes nothing about it. `undefined` when there is no such consumer.
   */
  pause(consumer: string): Promise<ConsumerPause | undefined>;
  resume(consumer: string): Promise<ConsumerPause | undefined>;
  /** Which consumers of the router would get this event, and what keeps the others from it; in the router's order. */
  explain(event: JsonObject): Promise<readonly MatchReport[]>;
}

export interface ConsumerPause {
  readonly consumer: string;
  readonly paused: boolean;
}

/** Whether one consumer wants an event. */
export interface MatchReport {
  readonly consumer: string;
  readonly matches: boolean;
  /** What keeps the event from it, a path each; empty when it matches. Quotes the router, never the event. */
  readonly reasons: readonly { readonly path: string; readonly reason: string }[];
}

/** {@link ConsumerControl.explain} for a router: the same patterns that decide about deliveries. */
export function explainEvent(router: Pick<Router, "consumers">, event: JsonObject): readonly MatchReport[] {
  return Object.values(router.consumers).map(({ name, compiled }) => {
    const reasons = explain(compiled, event);
    return { consumer: name, matches: reasons.length === 0, reasons };
  });
}

const text = v.string();

export const pauseAnswer = v.object({
  consumer: text,
  paused: v.boolean(),
}) satisfies v.GenericSchema<unknown, ConsumerPause>;

export const matchesAnswer = v.array(
  v.object({
    consumer: text,
    matches: v.boolean(),
    reasons: v.array(v.object({ path: text, reason: text })),
  }),
) satisfies v.GenericSchema<unknown, readonly MatchReport[]>;
