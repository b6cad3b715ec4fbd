export { type OwnerRecord, readOwner } from "./data-directory.ts";
export { EngineError, type EngineErrorCode } from "./errors.ts";
export { defaultLimits, type EngineLimits } from "./engine/limits.ts";
export { loadRouter } from "./load-router.ts";
export type { Log, LogRecord } from "./log.ts";
export { type OpenedOperator, openOperator, type OpenOperatorOptions } from "./open-operator.ts";
export { createRegistrationStore } from "./registrations.ts";
export { readSecrets, type SecretOrigin, type Secrets } from "./secrets.ts";
export {
  type IngestLimits,
  type RunningHookyard,
  type ScheduleParts,
  type Schedules,
  type StartOptions,
  startHookyard,
} from "./start.ts";
export type { LetterRun } from "./check-out/protocol.ts";
export { runLettersHere } from "./check-out/run-letters-here.ts";
