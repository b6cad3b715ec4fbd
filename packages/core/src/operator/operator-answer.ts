import * as v from "valibot";
import type { RetryPolicy } from "../delivery/retry-policy.ts";
import type { HookyardEvent, JsonObject } from "../event.ts";
import {
  type ConsumerReport,
  type DeadLetterChange,
  type DeadLetterDetail,
  type DeadLetterGroup,
  type DeadLetterSummary,
  deliveryStates,
  type EditReport,
  type EventDetail,
  type EventPage,
  type EventsAfter,
  type EventSummary,
  type Overview,
  type Page,
  type RefusedDetail,
  type RefusedRetry,
  refusedRetryStatuses,
  type RefusedSummary,
  type SourceReport,
} from "./operator.ts";

// Fields that a later version adds are let through; fields that are missing or of another kind are not.
const text = v.string();
export const fieldChange = v.object({
  path: text,
  before: v.exactOptional(v.unknown()),
  after: v.exactOptional(v.unknown()),
});
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const state = v.picklist(deliveryStates);
const counts = v.object({ scheduled: count, done: count, dead: count, discarded: count });

const explanation = v.object({
  code: text,
  message: text,
  evidence: v.picklist(["signature", "request", "none"]),
});

export const overviewAnswer = v.object({
  engine: v.picklist(["embedded", "aws"]),
  events: count,
  deliveries: counts,
  backlogAgeSeconds: v.number(),
  duplicates: count,
  conflicts: count,
  refused: count,
  storage: v.object({ usedBytes: count, limitBytes: count }),
  problems: v.array(text),
  unknown: v.exactOptional(v.array(text)),
}) satisfies v.GenericSchema<unknown, Overview>;

export const sourcesAnswer = v.array(
  v.object({
    source: text,
    provider: text,
    path: text,
    url: v.exactOptional(text),
    secrets: v.object({ count, origin: v.picklist(["environment", "local", "none"]) }),
    endpoint: v.exactOptional(v.object({ id: text, url: text })),
    accepted: count,
    duplicates: count,
    conflicts: count,
    lastEvent: v.exactOptional(v.object({ id: text, type: text, receivedtime: text })),
    refused: v.array(
      v.object({ reason: text, count, lastTime: text, explanation: v.exactOptional(explanation) }),
    ),
    verifiedBySecret: v.array(count),
    acknowledgements: v.exactOptional(
      v.object({
        count,
        p50Milliseconds: v.number(),
        p99Milliseconds: v.number(),
        deadlineSeconds: v.exactOptional(v.number()),
        late: count,
        coldShare: v.exactOptional(v.number()),
        retries: count,
      }),
    ),
  }),
) satisfies v.GenericSchema<unknown, readonly SourceReport[]>;

const retryPolicy = v.object({
  attempts: count,
  backoff: v.variant("kind", [
    v.object({
      kind: v.literal("exponential"),
      firstSeconds: v.number(),
      mostSeconds: v.number(),
      factor: v.number(),
      jitter: v.boolean(),
    }),
    v.object({ kind: v.literal("fixed"), delaysSeconds: v.array(v.number()) }),
  ]),
}) satisfies v.GenericSchema<unknown, RetryPolicy>;

const jsonObject = v.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
);

export const consumersAnswer = v.array(
  v.object({
    consumer: text,
    on: v.array(text),
    concurrency: count,
    deliveries: counts,
    failing: v.exactOptional(count),
    backlogAgeSeconds: v.number(),
    defined: v.boolean(),
    failedAttempts: v.exactOptional(count),
    pausedTime: v.exactOptional(text),
    retry: v.exactOptional(retryPolicy),
    timeoutSeconds: v.exactOptional(v.number()),
    where: v.exactOptional(jsonObject),
  }),
) satisfies v.GenericSchema<unknown, readonly ConsumerReport[]>;

const summary = {
  id: text,
  source: text,
  type: text,
  subject: v.exactOptional(text),
  provider: text,
  providertype: text,
  providerid: text,
  receivedtime: text,
  duplicates: count,
  conflicts: count,
  deliveries: v.array(v.object({ consumer: text, state })),
};
const eventSummary = v.object(summary) satisfies v.GenericSchema<unknown, EventSummary>;

export const eventsAnswer = v.object({
  rows: v.array(eventSummary),
  next: v.exactOptional(text),
  searchedTo: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, EventPage>;

export const afterAnswer = v.object({
  rows: v.array(eventSummary),
  cursor: text,
}) satisfies v.GenericSchema<unknown, EventsAfter>;

// Whole: an event keeps every attribute it came with.
const event = v.looseObject({
  specversion: v.literal("1.0"),
  id: text,
  source: text,
  type: text,
  subject: v.exactOptional(text),
  time: text,
  datacontenttype: v.literal("application/json"),
  dataschema: v.exactOptional(text),
  data: v.unknown(),
  provider: text,
  providertype: text,
  providerid: text,
  receivedtime: text,
  traceparent: v.exactOptional(text),
  replay: v.exactOptional(count),
  backfilled: v.exactOptional(v.literal(true)),
  dataref: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, HookyardEvent>;

const edit = v.object({
  time: text,
  reason: text,
  changes: v.array(fieldChange),
}) satisfies v.GenericSchema<unknown, EditReport>;

const attempt = v.object({
  number: count,
  startTime: text,
  endTime: text,
  outcome: v.picklist(["done", "failed", "timeout", "crashed", "interrupted"]),
  error: v.exactOptional(v.object({ name: text, message: text, stack: v.exactOptional(text) })),
  replay: count,
  version: v.exactOptional(text),
});

export const eventAnswer = v.object({
  ...summary,
  event,
  mismatch: v.exactOptional(
    v.object({ type: text, issues: v.array(v.object({ path: text, message: text })) }),
  ),
  request: v.exactOptional(
    v.object({
      method: text,
      url: text,
      headers: v.array(v.tuple([text, text])),
      left: v.exactOptional(count),
      secretIndex: v.exactOptional(count),
    }),
  ),
  history: v.array(
    v.object({
      id: text,
      consumer: text,
      state,
      replay: count,
      dueTime: v.exactOptional(text),
      running: v.boolean(),
      reason: v.exactOptional(text),
      attempts: v.array(attempt),
      edits: v.exactOptional(v.array(edit)),
    }),
  ),
  conflicting: v.array(v.object({ receivedtime: text, event })),
}) satisfies v.GenericSchema<unknown, EventDetail>;

export const groupsAnswer = v.array(
  v.object({
    consumer: text,
    reason: text,
    errorName: text,
    errorMessage: text,
    types: v.array(text),
    count,
    firstTime: text,
    lastTime: text,
    sample: text,
    versions: v.exactOptional(v.array(text)),
  }),
) satisfies v.GenericSchema<unknown, readonly DeadLetterGroup[]>;

const letter = {
  id: text,
  consumer: text,
  eventId: text,
  type: text,
  source: text,
  reason: text,
  errorName: text,
  errorMessage: text,
  deadTime: text,
  attempts: count,
  replay: count,
  version: v.exactOptional(text),
  leasedUntil: v.exactOptional(text),
};

export const deadLettersAnswer = v.object({
  rows: v.array(v.object(letter)),
  next: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Page<DeadLetterSummary>>;

export const deadLetterAnswer = v.object({
  ...letter,
  event,
  history: v.array(attempt),
  edits: v.exactOptional(v.array(edit)),
}) satisfies v.GenericSchema<unknown, DeadLetterDetail>;

export const changeAnswer = v.object({
  ids: v.array(text),
  left: count,
}) satisfies v.GenericSchema<unknown, DeadLetterChange>;

const refusedRequest = {
  id: text,
  source: text,
  receivedtime: text,
  code: text,
  reason: text,
  explanation,
  bytes: count,
  whole: v.boolean(),
};

export const refusedRequestsAnswer = v.object({
  rows: v.array(v.object(refusedRequest)),
  next: v.exactOptional(text),
}) satisfies v.GenericSchema<unknown, Page<RefusedSummary>>;

export const refusedRequestAnswer = v.object({
  ...refusedRequest,
  method: text,
  path: text,
  headers: v.array(text),
}) satisfies v.GenericSchema<unknown, RefusedDetail>;

export const refusedRetryAnswer = v.array(
  v.object({
    id: text,
    status: v.picklist(refusedRetryStatuses),
    events: v.array(text),
    reason: v.exactOptional(text),
    explanation: v.exactOptional(explanation),
  }),
) satisfies v.GenericSchema<unknown, readonly RefusedRetry[]>;

export const refusedDiscardAnswer = v.object({ ids: v.array(text) });

/** What a refusal looks like; whatever else an answer of 400 and up holds was not written by this API. */
export const problemAnswer = v.object({
  code: text,
  title: text,
  detail: v.exactOptional(text),
  errors: v.optional(v.array(v.object({ field: text, message: text })), []),
});
