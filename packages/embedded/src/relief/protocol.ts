import type { MessagePort } from "node:worker_threads";
import type { TakenAcknowledgements } from "@hookyard/core/ingest/acknowledgements";
import type { DoorCounts } from "../database/observations.ts";
import type { EngineLimits } from "../engine/limits.ts";
import type { FrontLimits } from "../http/front.ts";
import type { LogRecord } from "../log.ts";
import type { KeptRefusal, OfferedRefusal } from "../refused/keeper.ts";
import type { SecretsBySource } from "../secrets.ts";

/** What the thread is started with. */
export interface ReliefData {
  readonly routerFile: string;
  readonly secrets: SecretsBySource;
  /** Where it publishes to. */
  readonly engine: MessagePort;
  /** Of its requests: no number that another thread has used. */
  readonly firstRequest: number;
  /** What all threads that take webhooks hold together. */
  readonly holdings: SharedArrayBuffer;
  readonly limits: FrontLimits & Pick<EngineLimits, "maxPendingEvents" | "maxPendingCharacters">;
  readonly host: string;
  readonly port: number;
  readonly logsAccepted: boolean;
  readonly publicUrl: string | undefined;
}

export type ToReliefThread =
  | { readonly kind: "secrets"; readonly secrets: SecretsBySource }
  /** What became of an offered refusal. */
  | { readonly kind: "told"; readonly number: number; readonly kept: KeptRefusal | undefined }
  | { readonly kind: "stop" };

export type FromReliefThread =
  | { readonly kind: "listening" }
  | { readonly kind: "log"; readonly records: readonly LogRecord[] }
  | { readonly kind: "observed"; readonly counts: DoorCounts }
  | { readonly kind: "acknowledged"; readonly acknowledgements: TakenAcknowledgements }
  | { readonly kind: "refused"; readonly number: number; readonly offered: OfferedRefusal }
  /** It has had no connection for a while. */
  | { readonly kind: "idle" }
  | { readonly kind: "stopped" };
