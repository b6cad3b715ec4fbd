import type { HandOut } from "../database/accept.ts";
import type { AttemptOutcome } from "../database/settle.ts";
import { eventIdOf } from "@hookyard/core/envelope";
import type { Failure } from "@hookyard/core";

/** One line per attempt, with every field. */
export interface AttemptLog {
  readonly consumer: string;
  readonly eventId: string;
  readonly attempt: number;
  readonly replay: number;
  readonly milliseconds: number;
  readonly outcome: AttemptOutcome;
  readonly next: AttemptNext;
}

/** What becomes of the delivery. `again`: at once, and the attempt does not count; `lost`: it was handed out anew meanwhile. */
export type AttemptNext =
  | { readonly kind: "done" }
  | { readonly kind: "retry"; readonly at: number; readonly failure: Failure }
  | { readonly kind: "again"; readonly failure: Failure }
  | { readonly kind: "dead"; readonly reason: string; readonly failure: Failure }
  | { readonly kind: "lost" };

export function attemptLog(
  consumer: string,
  { text, attempt, replay }: HandOut,
  { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number },
  outcome: AttemptOutcome,
  next: AttemptNext,
): AttemptLog {
  return {
    consumer,
    eventId: eventIdOf(text),
    attempt,
    replay,
    milliseconds: endedAt - startedAt,
    outcome,
    next,
  };
}
