import type { HookyardEvent } from "../event.ts";
import type {
  ConsumerReport,
  DeadLetterDetail,
  EventDetail,
  RefusedDetail,
  SourceReport,
} from "./operator.ts";

/** Record factories for tests: a whole record, with what the test is about in place. */
export function eventRecord(change: Partial<EventDetail> & { readonly id: string }): EventDetail {
  const { type = "payment.succeeded", receivedtime = "2026-05-01T10:00:00.000Z" } = change;
  return {
    source: "stripe",
    type,
    subject: "pi_1",
    provider: "stripe",
    providertype: "payment_intent.succeeded",
    providerid: `${change.id}_at_stripe`,
    receivedtime,
    duplicates: 0,
    conflicts: 0,
    deliveries: [{ consumer: "fulfil-order", state: "done" }],
    event: cloudEvent(change.id, type, receivedtime),
    history: [
      {
        id: `${change.id}:fulfil-order`,
        consumer: "fulfil-order",
        state: "done",
        replay: 0,
        running: false,
        attempts: [
          {
            number: 1,
            startTime: "2026-05-01T10:00:00.010Z",
            endTime: "2026-05-01T10:00:00.042Z",
            outcome: "done",
            replay: 0,
          },
        ],
      },
    ],
    conflicting: [],
    ...change,
  };
}

/** A dead letter of `eventId` at `consumer`. */
export function letterRecord(
  change: Partial<DeadLetterDetail> & { readonly eventId: string },
): DeadLetterDetail {
  const { consumer = "fulfil-order", type = "payment.succeeded", eventId } = change;
  return {
    id: `${eventId}:${consumer}`,
    consumer,
    type,
    source: "stripe",
    reason: "attempts_exhausted",
    errorName: "Error",
    errorMessage: "the warehouse answered 500",
    deadTime: "2026-05-01T11:00:00.000Z",
    attempts: 8,
    replay: 0,
    event: cloudEvent(eventId, type, "2026-05-01T10:00:00.000Z"),
    history: [
      {
        number: 8,
        startTime: "2026-05-01T10:59:59.900Z",
        endTime: "2026-05-01T11:00:00.000Z",
        outcome: "failed",
        error: { name: "Error", message: "the warehouse answered 500" },
        replay: 0,
      },
    ],
    ...change,
  };
}

/** A source that has seen something. */
export function sourceRecord(change: Partial<SourceReport> & { readonly source: string }): SourceReport {
  return {
    provider: "stripe",
    path: `/webhooks/${change.source}`,
    secrets: { count: 1, origin: "local" },
    accepted: 0,
    duplicates: 0,
    conflicts: 0,
    refused: [],
    verifiedBySecret: [0],
    ...change,
  };
}

/** A refused request that is kept. */
export function consumerRecord(
  change: Partial<ConsumerReport> & { readonly consumer: string },
): ConsumerReport {
  return {
    on: ["payment.*"],
    concurrency: 10,
    deliveries: { scheduled: 0, done: 0, dead: 0, discarded: 0 },
    backlogAgeSeconds: 0,
    defined: true,
    ...change,
  };
}

export function refusedRecord(change: Partial<RefusedDetail> & { readonly id: string }): RefusedDetail {
  return {
    source: "stripe",
    receivedtime: "2026-05-01T10:00:00.000Z",
    code: "signature_invalid",
    reason: "signature_mismatch",
    explanation: {
      code: "other_source_secret",
      message: 'it is signed with the secret of the source "stripe-test"',
      evidence: "signature",
    },
    bytes: 1200,
    whole: true,
    method: "POST",
    path: "/webhooks/stripe",
    headers: ["content-type", "stripe-signature"],
    ...change,
  };
}

function cloudEvent(id: string, type: string, receivedtime: string): HookyardEvent {
  return {
    specversion: "1.0",
    id,
    source: "/webhooks/stripe",
    type,
    subject: "pi_1",
    time: receivedtime,
    datacontenttype: "application/json",
    dataschema: `hookyard:${type}:1`,
    data: { amount: 1999, currency: "eur" },
    provider: "stripe",
    providertype: "payment_intent.succeeded",
    providerid: `${id}_at_stripe`,
    receivedtime,
  };
}
