export { ApiError, type ApiErrorCode } from "./api/api-error.ts";
export type { ApiWorld } from "./api/api-client.ts";
export { redact } from "./api/redact.ts";
export { apiKeyVariable } from "@hookyard/core/secret-variable";
export { clientFor, clients } from "./clients.ts";
export type { OpenedClient, ProviderClient } from "./endpoint/endpoint.ts";
export { endpointUrl } from "./endpoint-url.ts";
export { type ManualSteps, manualSteps } from "./manual.ts";
export { applyPlan } from "./registration/apply.ts";
export { findSourceClient, openClient, type SourceClient } from "./registration/open-registration.ts";
export { type Drift, type Plan, planRegistration, type Step } from "./registration/plan.ts";
export type { Registration, RegistrationStore } from "./registration/registration.ts";
export { acceptedEvents } from "./reconcile/accepted-events.ts";
export type { DeliveryLog, LoggedEvent } from "./reconcile/delivery-log.ts";
export { graceMilliseconds, openLog } from "./reconcile/open-log.ts";
export {
  type Missing,
  newReconcile,
  reconcile,
  type ReconcileState,
  type Remedy,
} from "./reconcile/reconcile.ts";
export { reconcileSource } from "./reconcile/reconcile-source.ts";
export type { ScheduledReport, ScheduleProgress, ScheduleProgressStore } from "./reconcile/scheduled-run.ts";
