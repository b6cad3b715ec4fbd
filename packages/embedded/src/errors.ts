import { HookyardError } from "@hookyard/core/errors";

export type EngineErrorCode =
  | "data_directory_busy"
  | "data_directory_missing"
  | "data_directory_unusable"
  | "database_newer"
  | "port_taken"
  | "port_refused"
  | "consumer_load_failed"
  | "engine_failed";

/** The embedded engine cannot start, or had to end. `message` says what to do. */
export class EngineError extends HookyardError {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
