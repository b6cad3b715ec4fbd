import type { ConsumerLogRecord } from "./consumer/log-record.ts";
import type { AttemptLog } from "./engine/attempt-log.ts";
import type { LogRecord } from "./log.ts";

/** An attempt as a line of the log. */
export function attemptRecord(log: AttemptLog, now: Date): LogRecord {
  const { consumer, eventId, attempt, replay, milliseconds, outcome, next } = log;
  const fields = { consumer, id: eventId, attempt, ...(replay > 0 && { replay }), milliseconds, outcome };
  const time = now.toISOString();
  switch (next.kind) {
    case "done":
      return { time, level: "info", event: "attempt", message: "done", fields };
    case "retry": {
      const retryAt = new Date(next.at).toISOString();
      return {
        time,
        level: "warn",
        event: "attempt",
        message: `${failureText(next.failure)}; tried again`,
        fields: { ...fields, retryAt },
      };
    }
    case "again":
      return {
        time,
        level: "warn",
        event: "attempt",
        message: `${failureText(next.failure)}; tried again at once, the attempt does not count`,
        fields,
      };
    case "dead":
      return {
        time,
        level: "error",
        event: "dead",
        message: failureText(next.failure),
        fields: { ...fields, reason: next.reason },
      };
    case "lost":
      return {
        time,
        level: "warn",
        event: "attempt",
        message: "ended after it had been handed out again: its end is not counted",
        fields,
      };
  }
}

/** What a handler wrote, as a line of the log. */
export function handlerRecord({
  time,
  level,
  consumer,
  deliveryId,
  message,
  fields,
}: ConsumerLogRecord): LogRecord {
  return { time, level, event: "handler", message, fields: { ...fields, consumer, deliveryId } };
}

function failureText({ name, message }: { readonly name: string; readonly message: string }): string {
  return `${name}: ${message}`;
}
