import type { ConsumerDefinition, Failure } from "@hookyard/core";
import type { ConsumerLogRecord } from "../consumer/log-record.ts";
import { createPool, type Pool, type PoolEvents } from "../consumer/pool.ts";
import type { HandOut } from "../database/accept.ts";
import type { EndedAttempt } from "./settle-attempt.ts";

/** The consumer as the engine needs it, with the file of its handler. */
export interface EngineConsumer
  extends Pick<ConsumerDefinition, "name" | "concurrency" | "timeoutSeconds" | "retry"> {
  readonly file: string;
  /** Which deploy of the team's code it is; stands beside each failed attempt. */
  readonly version?: string;
}

/** One consumer while the engine runs. */
export interface Runtime {
  readonly number: number;
  readonly definition: EngineConsumer;
  readonly pool: Pool;
  /** Whether deliveries may be due and wait: then new ones queue behind them. */
  hasWaiting: boolean;
  /** Told so by an operator: it is handed nothing until it is resumed. */
  isPaused: boolean;
  /** How many more deliveries it takes now. */
  room(): number;
}

export interface RuntimeOptions {
  readonly number: number;
  readonly definition: EngineConsumer;
  readonly isPaused: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly maxHeapMegabytes: number;
  readonly now: () => number;
  readonly ended: (attempts: readonly EndedAttempt[]) => void;
  readonly returned: PoolEvents["returned"];
  readonly suspectEnded: () => void;
  readonly room: () => void;
  readonly loaded: (failure: Failure | undefined) => void;
  readonly log: (record: ConsumerLogRecord) => void;
}

/** Starts a consumer's threads; what ends in them is told as {@link EndedAttempt}s. */
export function createRuntime({ number, definition, ended, now, ...options }: RuntimeOptions): Runtime {
  const { name, concurrency, timeoutSeconds, file } = definition;
  const runtime: Runtime = {
    number,
    definition,
    hasWaiting: true,
    isPaused: options.isPaused,
    room: () => (runtime.isPaused ? 0 : runtime.pool.room()),
    pool: createPool({
      definition: { name, concurrency, timeoutSeconds },
      file,
      env: options.env,
      maxHeapMegabytes: options.maxHeapMegabytes,
      now,
      events: {
        loaded: options.loaded,
        log: options.log,
        returned: options.returned,
        suspectEnded: options.suspectEnded,
        room: options.room,
        finished: (attempts) =>
          ended(
            attempts.map(({ handOut, result: { outcome, failure, startedAt, endedAt } }) => ({
              runtime,
              handOut,
              outcome,
              startedAt,
              endedAt,
              isCounted: true,
              ...(failure !== undefined && { failure }),
            })),
          ),
        interrupted: ({ handOuts, wasAlone, death }) =>
          ended(
            handOuts.map((handOut) => interrupted({ runtime, handOut, wasAlone, death, endedAt: now() })),
          ),
      },
    }),
  };
  return runtime;
}

interface Interruption {
  readonly runtime: Runtime;
  readonly handOut: HandOut;
  readonly wasAlone: boolean;
  readonly death: { readonly reason: "crashed" | "timeout"; readonly message: string };
  readonly endedAt: number;
}

/**
 * An attempt whose thread died under it. It counts where the delivery ran alone in a fresh thread: then it was this
 * one. Otherwise nobody knows whose fault it was: none is charged, and each runs alone if it happens again.
 */
function interrupted({ runtime, handOut, wasAlone, death, endedAt }: Interruption): EndedAttempt {
  const name = death.reason === "timeout" ? "TimeoutError" : "ConsumerCrashed";
  return {
    runtime,
    handOut,
    outcome: death.reason,
    failure: { name, message: death.message, permanent: false },
    startedAt: endedAt,
    endedAt,
    isCounted: wasAlone,
  };
}
