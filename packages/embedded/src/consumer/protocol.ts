import type { ConsumerLogRecord } from "./log-record.ts";
import type { Failure } from "@hookyard/core";
import type { PackedItems, PackedResults } from "./packed.ts";

/** One delivery on its way to a handler. */
export interface RunItem {
  readonly key: number;
  readonly token: number;
  readonly attempt: number;
  readonly replay: number;
  readonly text: string;
}

/** How a handler's run ended. */
export interface RunResult {
  readonly key: number;
  readonly token: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: "done" | "failed" | "timeout";
  /** Absent on `done`. */
  readonly failure?: Failure;
}

/** From the engine to a consumer's thread. */
export type ToConsumer =
  | { readonly kind: "run"; readonly items: PackedItems }
  /** Begin nothing more, and give back what was not begun. */
  | { readonly kind: "drain" }
  /** The process ends: handlers are told through their signal. */
  | { readonly kind: "abort" };

/** From a consumer's thread to the engine. */
export type FromConsumer =
  | { readonly kind: "ready" }
  | { readonly kind: "load_failed"; readonly failure: Failure }
  | { readonly kind: "results"; readonly results: PackedResults }
  | { readonly kind: "drained"; readonly items: readonly { readonly key: number; readonly token: number }[] }
  /** As many handlers as may run at once ran past their time and never ended: the thread is of no more use. */
  | { readonly kind: "worn_out" }
  | { readonly kind: "log"; readonly record: ConsumerLogRecord };

/** What a consumer's thread is started with. */
export interface ConsumerThreadData {
  readonly consumer: string;
  readonly file: string;
  /** See {@link createRunningSlots}. */
  readonly shared: SharedArrayBuffer;
  readonly concurrency: number;
}
