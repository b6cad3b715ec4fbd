import type {
  AttemptReport,
  DeliveryReport,
  DeliveryState,
  EditReport,
} from "@hookyard/core/operator/operator";
import { deliveryIdOf } from "./delivery-id.ts";

/** One event on its way to one consumer, as the table holds it. Times are milliseconds since 1970. */
export interface DeliveryRecord {
  readonly eventId: string;
  readonly consumer: string;
  /** Of the event: what dead letters are found by. */
  readonly type: string;
  readonly source: string;
  readonly state: DeliveryState;
  /** Its generation: how often it was sent again on purpose. */
  readonly replay: number;
  /** Hand-outs so far, of all generations. The fencing: only the newest can settle. */
  readonly token: number;
  /** Counted attempts of this generation. */
  readonly attempt: number;
  /** The newest of all generations, at most {@link maxAttemptsKept}. */
  readonly attempts: readonly AttemptReport[];
  /** While it is handed out. */
  readonly lease?: DeliveryLease;
  /** When the next attempt is due, after a failed one. */
  readonly dueTime?: number;
  /** Why it is dead or discarded. */
  readonly reason?: string;
  /** On `dead`. */
  readonly deadTime?: number;
  readonly failure?: { readonly name: string; readonly message: string };
  /** Somebody has it for themselves: to look at it, or to send it again. */
  readonly checkedOut?: CheckedOut;
  /** Of the event as it is carried; absent where nobody has seen it. */
  readonly bytes?: number;
  /** The replay job that sent this generation. */
  readonly job?: string;
  /** What was changed by hand, oldest first; the newest {@link maxEditsKept}. */
  readonly edits?: readonly EditReport[];
  /** The generation that the newest edit made: its text is an item of its own. */
  readonly edited?: number;
  /** Who sent it from EventBridge's archive, and as which generation; the newest. */
  readonly archived?: readonly ArchivedBy[];
  /** X-Ray's header of the first message, which a replay hands on. */
  readonly traceHeader?: string;
  /** The event, where the table has no other copy: it came while the table could not be written. */
  readonly text?: string;
  /** Counts writes: what was read is written back only while nobody else has written. */
  readonly version: number;
}

/** `by`: a job, or a replay that was begun by other tools. */
export interface ArchivedBy {
  readonly by: string;
  readonly replay: number;
}

export interface CheckedOut {
  readonly until: number;
  /** The check-out that has it. */
  readonly holder?: string;
  /** It is being sent again. What is still so when the time is over may have been sent, or may not. */
  readonly sending?: boolean;
  /** The replay job that sends it. */
  readonly job?: string;
}

/** A hand-out that has not been answered. */
export interface DeliveryLease {
  readonly startTime: number;
  readonly until: number;
  /** What runs: the version of the consumer's code. */
  readonly version: string;
}

/** As many attempts as an item of DynamoDB holds with room to spare. */
export const maxAttemptsKept = 50;
export const maxEditsKept = 20;

/** What an operator is shown of a delivery. */
export function deliveryReport(record: DeliveryRecord, now: number): DeliveryReport {
  const { eventId, consumer, state, replay, reason, attempts, lease, dueTime, edits } = record;
  const running = state === "scheduled" && lease !== undefined && lease.until > now;
  return {
    id: deliveryIdOf(eventId, consumer),
    consumer,
    state,
    replay,
    running,
    ...(state === "scheduled" && !running && dueTime !== undefined && { dueTime: iso(dueTime) }),
    ...(reason !== undefined && { reason }),
    attempts,
    ...(edits !== undefined && { edits }),
  };
}

/** What an operator is shown of a delivery that nobody has begun: it is on its way through the queue. */
export function freshDeliveryReport(eventId: string, consumer: string): DeliveryReport {
  return {
    id: deliveryIdOf(eventId, consumer),
    consumer,
    state: "scheduled",
    replay: 0,
    running: false,
    attempts: [],
  };
}

/** Milliseconds as RFC 3339. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
