import type { HookyardEvent } from "../event.ts";
import type { AttemptAbort } from "./attempt-abort.ts";
import type { Consumer, ConsumerContext, ConsumerLog } from "./consumer.ts";

export interface HandlerContextOptions {
  readonly consumer: Consumer;
  readonly event: HookyardEvent;
  readonly of: AttemptOf;
  /** Its signal is asked for only when a handler does. */
  readonly abort: Pick<AttemptAbort, "signal">;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly write: WriteHandlerLine;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A hand-out, as far as a handler may know of it. */
export interface AttemptOf {
  /** From 1. */
  readonly attempt: number;
  readonly replay: number;
}

/** Writes one line of a handler's. */
export type WriteHandlerLine = (
  level: keyof ConsumerLog,
  message: string,
  fields: Readonly<Record<string, string | number | boolean>>,
) => void;

/** More lines than this from one attempt are dropped, and counted in a last line: a handler may log in a loop. */
const maxLogLines = 200;
const maxLogCharacters = 4_000;

/** What a handler is given beside the event: the same on every engine. */
export function createHandlerContext(options: HandlerContextOptions): ConsumerContext {
  return new HandlerContext(options);
}

// A class for its getters, see `AttemptAbort`: as a literal it kept 3 KB an event alive, and a third of what the
// consumer's thread did was collecting them.
class HandlerContext implements ConsumerContext {
  readonly consumer: string;
  readonly deliveryId: string;
  readonly attempt: number;
  readonly attempts: number;
  readonly replay: number;
  readonly idempotencyKey: string;
  declare readonly traceparent?: string;
  readonly #options: HandlerContextOptions;
  #log: ConsumerLog | undefined; // made when a handler first writes: many never do

  constructor(options: HandlerContextOptions) {
    const { consumer, event, of } = options;
    this.#options = options;
    this.consumer = consumer.name;
    this.deliveryId = `${event.id}:${consumer.name}`;
    this.attempt = of.attempt;
    this.attempts = consumer.definition.retry.attempts;
    this.replay = of.replay;
    this.idempotencyKey = this.deliveryId;
    if (event.traceparent !== undefined) this.traceparent = event.traceparent;
  }

  get signal(): AbortSignal {
    return this.#options.abort.signal;
  }

  get log(): ConsumerLog {
    return (this.#log ??= createLog(this.#options.write));
  }

  /** An arrow, so that a handler may take it out of the context. */
  readonly remainingMilliseconds = (): number => Math.max(0, this.#options.deadline - this.#options.now());
}

function createLog(write: WriteHandlerLine): ConsumerLog {
  let lines = 0;
  const at =
    (level: keyof ConsumerLog) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      lines += 1;
      if (lines === maxLogLines)
        return write("warn", `more than ${maxLogLines} log lines in one attempt: the rest is left out`, {});
      if (lines < maxLogLines) write(level, String(message).slice(0, maxLogCharacters), plainFields(fields));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Fields that cross threads and fit on a line, whatever a handler gave. */
function plainFields(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | number | boolean>> {
  const plain: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    plain[name] = typeof value === "number" || typeof value === "boolean" ? value : text(value);
  }
  return plain;
}

function text(value: unknown): string {
  if (typeof value === "string") return value.slice(0, maxLogCharacters);
  if (value instanceof Error) return `${value.name}: ${value.message}`.slice(0, maxLogCharacters);
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, maxLogCharacters);
  } catch {
    return "(cannot be shown)"; // a cycle, a BigInt, a getter that throws: a log line is no reason to fail
  }
}
