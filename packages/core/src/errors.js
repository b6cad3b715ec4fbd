/** Base of every error thrown on purpose. `code` is a contract; `message` is for people. */
export class HookyardError extends Error {
}
/**
 * The set-up is wrong: the router, a secret, a flag, a file. For the operator, at start or at deploy;
 * `path` names the place in the definition, `fix` says what to do.
 */
export class ConfigError extends HookyardError {
    name = "ConfigError"; // a literal: bundlers rename classes
    code = "config_invalid";
}
/** Thrown by a handler: this event will never succeed here. It becomes a dead letter now, without a retry. */
export class PermanentError extends HookyardError {
    name = "PermanentError";
    code = "permanent";
}
/**
 * Thrown by a handler: try again after `seconds` (from now), in place of the retry policy's delay. The attempt
 * counts against the policy's limit.
 *
 * @example throw new RetryAfterError(30, "the channel is rate limiting");
 */
export class RetryAfterError extends HookyardError {
    name = "RetryAfterError";
    code = "retry_after";
    seconds;
    /** Throws a `RangeError` when `seconds` is not a finite number of at least 0. */
    constructor(seconds, message = `retry after ${seconds} s`, options) {
        super(message, options);
        if (!Number.isFinite(seconds) || seconds < 0) {
            throw new RangeError(`RetryAfterError: seconds must be a finite number of at least 0, got ${seconds}`);
        }
        this.seconds = seconds;
    }
}
