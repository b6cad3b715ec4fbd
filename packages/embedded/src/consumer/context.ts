import type { Consumer, ConsumerContext, ConsumerLog, HookyardEvent } from "@hookyard/core";
import type { ConsumerLogRecord } from "./log-record.ts";
import type { FromConsumer, RunItem } from "./protocol.ts";
import type { LazyAbort } from "./runner.ts";

/** More lines than this from one attempt are dropped, and counted in a last line: a handler may log in a loop. */
const maxLogLines = 200;
const maxLogCharacters = 4_000;

export interface ContextOptions {
  readonly consumer: Consumer;
  readonly event: HookyardEvent;
  readonly item: RunItem;
  readonly abort: LazyAbort;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly post: (message: FromConsumer) => void;
  readonly now: () => number;
}

/** What a handler is given beside the event. */
export function createContext({
  consumer,
  event,
  item,
  abort,
  deadline,
  post,
  now,
}: ContextOptions): ConsumerContext {
  const deliveryId = `${event.id}:${consumer.name}`;
  let log: ConsumerLog | undefined; // made when a handler first writes: many never do
  return {
    consumer: consumer.name,
    deliveryId,
    attempt: item.attempt,
    attempts: consumer.definition.retry.attempts,
    replay: item.replay,
    idempotencyKey: deliveryId,
    get signal() {
      return abort.signal;
    },
    remainingMilliseconds: () => Math.max(0, deadline - now()),
    ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
    get log() {
      log ??= createLog((level, message, fields) => {
        const time = new Date(now()).toISOString();
        post({ kind: "log", record: { time, level, consumer: consumer.name, deliveryId, message, fields } });
      });
      return log;
    },
  };
}

type WriteLog = (
  level: ConsumerLogRecord["level"],
  message: string,
  fields: ConsumerLogRecord["fields"],
) => void;

function createLog(write: WriteLog): ConsumerLog {
  let lines = 0;
  const at =
    (level: ConsumerLogRecord["level"]) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      lines += 1;
      if (lines === maxLogLines)
        return write("warn", `more than ${maxLogLines} log lines in one attempt: the rest is left out`, {});
      if (lines < maxLogLines) write(level, String(message).slice(0, maxLogCharacters), plainFields(fields));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** Fields that cross threads and fit on a line. */
function plainFields(fields: Readonly<Record<string, unknown>>): ConsumerLogRecord["fields"] {
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
