export {
  type Decision,
  type DeadReason,
  type DecideOptions,
  decide,
} from "./delivery/decide.ts";
export { describeFailure, describeUnreadable, type Failure } from "./delivery/failure.ts";
export {
  type Backoff,
  defaultRetryPolicy,
  exponential,
  type ExponentialOptions,
  fixed,
  type RetryPolicy,
} from "./delivery/retry-policy.ts";
export { catalog, type DomainData, type DomainType, domainTypes, isDomainType } from "./domain/catalog.ts";
export type { Mismatch } from "./domain/mismatch.ts";
export { normalise, type Normalised } from "./domain/normalise.ts";
export type { Duration } from "./duration.ts";
export { type EventAttributes, eventId, parseEvent } from "./envelope.ts";
export { ConfigError, HookyardError, PermanentError, RetryAfterError } from "./errors.ts";
export type { HookyardEvent, Json, JsonObject } from "./event.ts";
export {
  type Backfill,
  type BackfillRequest,
  type BackfillResult,
  createBackfill,
} from "./ingest/backfill.ts";
export { type ByteBudget, createByteBudget } from "./ingest/byte-budget.ts";
export { createIngest, type IngestBindings, type IngestObserver, type IngestOptions } from "./ingest/app.ts";
export {
  createIntake,
  type Intake,
  type IntakeOptions,
  type IntakeResult,
  type Refusal,
} from "./ingest/intake.ts";
export {
  createPartnerIntake,
  type PartnerIntake,
  type PartnerIntakeOptions,
  type PartnerIntakeResult,
  type PartnerRefusedReason,
} from "./ingest/partner-events.ts";
export { type ProblemCode, problems } from "./ingest/problem.ts";
export type * from "./operator/operator.ts";
export {
  type CompiledPattern,
  compilePattern,
  matches,
  parsePattern,
  PatternError,
} from "./pattern/index.ts";
export {
  type Bus,
  type BusEntry,
  type PublishResult,
  type RefusedReason,
  refusedReasons,
} from "./port/bus.ts";
export type { DeadLetters } from "./port/dead-letters.ts";
export type { Deliveries, Lease, LeasedDelivery, ReceiveOptions } from "./port/deliveries.ts";
export type { EventHistory } from "./port/event-history.ts";
export {
  defineProvider,
  type Handshake,
  type HandshakeQuestion,
  type HttpAnswer,
  type Identity,
  type Provider,
} from "./provider.ts";
export {
  type Consumer,
  type ConsumerContext,
  type ConsumerHandler,
  type ConsumerLog,
  isConsumer,
} from "./router/consumer.ts";
export { defineRouter } from "./router/define-router.ts";
export { matchingConsumers } from "./router/match.ts";
export type { ReconcilePlan, ReconcileSpec } from "./router/reconcile-spec.ts";
export type { ConsumerDefinition, Router, SourceDefinition } from "./router/router.ts";
export { type Source, type SourceOptions, source } from "./router/source.ts";
export { type SignatureReason, signatureReasons, type VerifyOutcome } from "./scheme/scheme.ts";
export { type VerifyOptions, verifyWebhook } from "./verify.ts";
export { type HeadersLike, headerPairs, rawHeaderPairs, type WebhookRequest } from "./webhook-request.ts";
