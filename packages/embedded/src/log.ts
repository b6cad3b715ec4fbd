/** One line of the engine's log. Never holds a body, a signature, a secret or a header. */
export interface LogRecord {
  /** RFC 3339. */
  readonly time: string;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly event:
    | "accepted"
    | "duplicate"
    | "conflict"
    | "refused"
    | "handshake"
    | "attempt"
    | "dead"
    | "handler"
    | "engine";
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** Where log lines go. Must not throw. */
export type Log = (record: LogRecord) => void;
