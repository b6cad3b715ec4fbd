import { ConfigError, HookyardError } from "@hookyard/core/errors";
import { OperatorError } from "@hookyard/core/operator/operator-error";

/** What a command ends with: 0 done, 1 done with failures, 2 wrong usage or set-up. */
export type ExitCode = 0 | 1 | 2;

/** The command was called wrongly. The message says what was wrong and what to do. */
export class UsageError extends HookyardError {
  override readonly name = "UsageError";
  readonly code = "usage_invalid";
}

/** The command was right and could not be done. */
export class CommandFailure extends HookyardError {
  override readonly name = "CommandFailure";
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: ExitCode;
}

// What a person has to put right before the command can work, whatever it was asked for.
const setUpCodes: ReadonlySet<string> = new Set([
  "data_directory_busy",
  "data_directory_missing",
  "data_directory_unusable",
  "database_newer",
  "port_taken",
  "port_refused",
  "consumer_load_failed",
  "not_running",
  "secret_missing",
  "request_invalid",
  "router_missing",
  "sst_missing",
  "stage_not_deployed",
  "aws_credentials_missing",
]);

/** How an error is told. Errors thrown on purpose speak for themselves; anything else is a bug, and says that. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof UsageError || error instanceof ConfigError) {
    return { code: error.code, message: error.message, exitCode: 2 };
  }
  if (error instanceof HookyardError) {
    return { code: error.code, message: withAdvice(error), exitCode: setUpCodes.has(error.code) ? 2 : 1 };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: "internal", message: `This is a bug in Hookyard.\n${text}`, exitCode: 1 };
}

function withAdvice(error: HookyardError): string {
  if (error instanceof OperatorError && error.code === "unauthorized") {
    return `${error.message}\nThe process that runs here was started anew; try again.`;
  }
  return error.message;
}
