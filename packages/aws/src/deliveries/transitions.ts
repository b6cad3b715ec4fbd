import type { Failure } from "@hookyard/core/delivery/failure";
import type { AttemptReport } from "@hookyard/core/operator/operator";
import { type DeliveryLease, type DeliveryRecord, iso, maxAttemptsKept } from "./delivery-record.ts";

/*
 * The life of a delivery, one pure function a step. Times are milliseconds since 1970.
 *
 *   (nothing) ──handOut──▶ scheduled, leased ──completed──▶ done
 *                 ▲              │ retried                     ▲
 *                 │◀─────────────┘                             │ handOut of a higher generation
 *                 │              │ buried                      │
 *                 │              ▼                             │
 *                 └──replayed── dead ──discarded──▶ discarded ─┘
 */

/** What a message says of the delivery that it is. */
export interface Carried {
  readonly eventId: string;
  readonly consumer: string;
  readonly type: string;
  readonly source: string;
  /** The generation that the message was sent as. */
  readonly replay: number;
  readonly traceHeader?: string;
  /** Of the event as it is carried. */
  readonly bytes?: number;
}

/** What becomes of a message that was received. */
export type HandOut =
  /** An attempt begins. `crashed`: the attempt before it ended without an answer. */
  | { readonly kind: "begin"; readonly record: DeliveryRecord; readonly crashed: boolean }
  /** The delivery has reached an end, or a later generation: the message is a copy that nobody needs. */
  | { readonly kind: "ghost" }
  /** Not before this time: another copy is handed out, or the next attempt is not due. */
  | { readonly kind: "later"; readonly time: number };

/** Decides about a message and the delivery it belongs to, `undefined` when nobody has seen it yet. */
export function handOut(known: DeliveryRecord | undefined, carried: Carried, lease: DeliveryLease): HandOut {
  const now = lease.startTime;
  if (known === undefined) {
    const { replay, ...rest } = carried;
    const record = {
      ...rest,
      state: "scheduled",
      replay,
      token: 1,
      attempt: 1,
      attempts: [],
      lease,
      version: 1,
    };
    return { kind: "begin", record: record as DeliveryRecord, crashed: false }; // safe: the literal's state is one of them
  }
  if (known.replay > carried.replay) return { kind: "ghost" };
  if (known.replay < carried.replay) {
    const anew = { ...again(known, carried.replay), token: known.token + 1, attempt: 1, lease };
    return { kind: "begin", record: anew, crashed: false };
  }
  if (known.state !== "scheduled") return { kind: "ghost" };
  if (known.lease !== undefined && known.lease.until > now) return { kind: "later", time: known.lease.until };
  if (known.dueTime !== undefined && known.dueTime > now) return { kind: "later", time: known.dueTime };
  const { dueTime: _due, lease: lost, ...rest } = known;
  const attempts = lost === undefined ? known.attempts : withAttempt(known, crashedAttempt(known, lost));
  const record = {
    ...rest,
    attempts,
    token: known.token + 1,
    attempt: known.attempt + 1,
    lease,
    version: known.version + 1,
  };
  return { kind: "begin", record, crashed: lost !== undefined };
}

/** The attempt went well. */
export function completed(record: DeliveryRecord, now: number): DeliveryRecord {
  const { lease: _lease, dueTime: _due, ...rest } = record;
  const attempts = withAttempt(record, { ...ended(record, now), outcome: "done" });
  return { ...rest, state: "done", attempts, version: record.version + 1 };
}

/** How an attempt failed. */
export interface Failed {
  readonly failure: Failure;
  readonly outcome: Exclude<AttemptReport["outcome"], "done">;
}

/** The attempt failed and there is another at `at`. */
export function retried(
  record: DeliveryRecord,
  failed: Failed,
  { at, now }: { readonly at: number; readonly now: number },
): DeliveryRecord {
  const { lease: _lease, ...rest } = record;
  const attempts = withAttempt(record, failedAttempt(record, failed, now));
  return { ...rest, dueTime: at, attempts, version: record.version + 1 };
}

/** The attempt failed and there is no other by itself. */
export function buried(record: DeliveryRecord, reason: string, failed: Failed, now: number): DeliveryRecord {
  const { lease: _lease, dueTime: _due, ...rest } = record;
  const { name, message } = failed.failure;
  return {
    ...rest,
    state: "dead",
    reason,
    deadTime: now,
    failure: { name, message },
    attempts: withAttempt(record, failedAttempt(record, failed, now)),
    version: record.version + 1,
  };
}

/** The delivery died where no attempt of ours said so: SQS or EventBridge moved its message. */
export function foundDead(
  known: DeliveryRecord | undefined,
  carried: Carried,
  dead: { readonly reason: string; readonly failure: { readonly name: string; readonly message: string } },
  deadTime: number,
): DeliveryRecord {
  const { replay, ...rest } = carried;
  const nothing: DeliveryRecord = {
    ...rest,
    state: "scheduled",
    replay,
    token: 0,
    attempt: 0,
    attempts: [],
    version: 0,
  };
  const base = known ?? nothing;
  const { lease: lost, dueTime: _due, ...kept } = base.replay < replay ? again(base, replay) : base;
  return {
    ...kept,
    state: "dead",
    ...dead,
    deadTime,
    attempts: lost === undefined ? kept.attempts : withAttempt(base, crashedAttempt(base, lost)),
    version: base.version + 1,
  };
}

/** The letter was sent again: the next generation, with its attempts counted anew and the old ones kept. */
export function replayed(record: DeliveryRecord): DeliveryRecord {
  return again(record, record.replay + 1);
}

/** The letter is given up for good. */
export function discarded(record: DeliveryRecord, reason: string): DeliveryRecord {
  const { checkedOut: _checkedOut, ...rest } = record;
  return { ...rest, state: "discarded", reason, version: record.version + 1 };
}

/** The letter is kept from everybody else; `undefined`: it is given back. */
export function checkedOut(
  record: DeliveryRecord,
  by: DeliveryRecord["checkedOut"] | undefined,
): DeliveryRecord {
  const { checkedOut: _checkedOut, ...rest } = record;
  return { ...rest, ...(by !== undefined && { checkedOut: by }), version: record.version + 1 };
}

function again(record: DeliveryRecord, replay: number): DeliveryRecord {
  const {
    reason: _reason,
    deadTime: _deadTime,
    failure: _failure,
    checkedOut: sender,
    lease: _lease,
    dueTime: _dueTime,
    job: _job,
    ...rest
  } = record;
  const job = sender?.job === undefined ? {} : { job: sender.job };
  return { ...rest, ...job, state: "scheduled", replay, attempt: 0, version: record.version + 1 };
}

function withAttempt(record: DeliveryRecord, attempt: AttemptReport): readonly AttemptReport[] {
  return [...record.attempts, attempt].slice(-maxAttemptsKept);
}

function ended(record: DeliveryRecord, now: number) {
  const { token, replay, lease } = record;
  const version = lease === undefined || lease.version === "" ? {} : { version: lease.version };
  return { number: token, startTime: iso(lease?.startTime ?? now), endTime: iso(now), replay, ...version };
}

function failedAttempt(record: DeliveryRecord, { failure, outcome }: Failed, now: number): AttemptReport {
  const { name, message, stack } = failure;
  const error = { name, message, ...(stack !== undefined && { stack: stack.slice(0, maxStackKept) }) };
  return { ...ended(record, now), outcome, error };
}

/** Fifty of them stay well under the 400 KB of an item. */
const maxStackKept = 2_000;

/** Named as the embedded engine names it. */
export const crashedError = {
  name: "ConsumerCrashed",
  message:
    "the function ended without an answer: it crashed, ran out of memory, or was stopped at its timeout",
} as const;

function crashedAttempt(record: DeliveryRecord, lease: DeliveryLease): AttemptReport {
  return { ...ended({ ...record, lease }, lease.until), outcome: "crashed", error: crashedError };
}
