import type { MessagePort } from "node:worker_threads";
import type { Failure } from "@hookyard/core";
import type { ConsumerLogRecord } from "../consumer/log-record.ts";
import type { DoorCounts } from "../database/observations.ts";
import type { AttemptLog } from "./attempt-log.ts";
import type { Command } from "./commands.ts";
import type { EngineLimits } from "./limits.ts";
import type { PackedAcknowledgements, PackedPublication } from "./packed.ts";
import type { EngineConsumer } from "./runtime.ts";

/** What the engine's thread is started with. */
export interface EngineThreadData {
  readonly databaseFile: string;
  readonly directory: string;
  readonly consumers: readonly EngineConsumer[];
  readonly limits: EngineLimits;
  /** Whether each attempt is told, or only those that did not go well. */
  readonly tellsEveryAttempt: boolean;
}

/** To the engine's thread. */
export type ToEngine =
  | { readonly kind: "publish"; readonly publications: readonly PackedPublication[] }
  /** Another thread that takes webhooks publishes through this port from now on. */
  | { readonly kind: "connect"; readonly port: MessagePort }
  | { readonly kind: "observe"; readonly counts: DoorCounts }
  | { readonly kind: "command"; readonly number: number; readonly command: Command }
  | { readonly kind: "stop"; readonly graceMilliseconds: number };

/** From another thread that takes webhooks to the engine's, and back. */
export type FromRelief = { readonly publications: readonly PackedPublication[] };
export type ToRelief = { readonly batch: PackedAcknowledgements };

/** From the engine's thread. */
export type FromEngine =
  /** `failures`: consumers whose file did not load. */
  | {
      readonly kind: "started";
      readonly failures: readonly { readonly consumer: string; readonly failure: Failure }[];
    }
  | { readonly kind: "start_failed"; readonly code: string | undefined; readonly failure: Failure }
  | { readonly kind: "acknowledged"; readonly batch: PackedAcknowledgements }
  | { readonly kind: "attempts"; readonly attempts: readonly AttemptLog[] }
  | { readonly kind: "log"; readonly record: ConsumerLogRecord }
  | { readonly kind: "storage_failed"; readonly message: string }
  | { readonly kind: "commanded"; readonly number: number; readonly result: CommandResult }
  | { readonly kind: "stopped" };

export type CommandResult =
  | { readonly isDone: true; readonly value: unknown }
  | { readonly isDone: false; readonly failure: Failure };
