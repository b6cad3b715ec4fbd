import { PermanentError, RetryAfterError } from "../errors.ts";

/** Why an attempt failed, as plain data: it crosses threads, and is what a dead letter keeps. */
export interface Failure {
  readonly name: string;
  /** With the causes, outermost first. At most 2,000 characters. */
  readonly message: string;
  readonly stack?: string;
  /** Trying again is of no use. */
  readonly permanent: boolean;
  /** The consumer's own wish for the next attempt. */
  readonly retryAfterSeconds?: number;
  /** The delivery itself could not be read, so the handler never ran. */
  readonly unreadable?: true;
}

const maxNameLength = 100;
const maxMessageLength = 2_000;
const maxStackLength = 8_000;
const maxCauses = 5;

/**
 * A failure from whatever a handler threw: an error, a text, nothing at all, an object whose getters throw. Never
 * throws. `PermanentError` and `RetryAfterError` are known by their `code` too, since a bundle may hold a second copy
 * of the class.
 */
export function describeFailure(error: unknown): Failure {
  const code = read(error, "code");
  const stack = textOf(read(error, "stack"), maxStackLength);
  const retryAfterSeconds =
    isA(error, RetryAfterError) || code === "retry_after" ? secondsOf(read(error, "seconds")) : undefined;
  return {
    name: nameOf(error),
    message: messageWithCauses(error),
    ...(stack !== undefined && { stack }),
    permanent: isA(error, PermanentError) || code === "permanent",
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
}

/** The failure of a delivery that could not be read at all: {@link decide} makes it a dead letter, never a retry. */
export function describeUnreadable(error: unknown): Failure {
  const { name, message, stack } = describeFailure(error);
  return { name, message, ...(stack !== undefined && { stack }), permanent: true, unreadable: true };
}

function messageWithCauses(error: unknown): string {
  const parts = [messageOf(error)];
  const seen = new Set([error]);
  let cause = read(error, "cause");
  while (cause !== undefined && cause !== null && !seen.has(cause) && parts.length <= maxCauses) {
    seen.add(cause);
    parts.push(`caused by ${nameOf(cause)}: ${messageOf(cause)}`);
    cause = read(cause, "cause");
  }
  return cut(parts.join("; "), maxMessageLength);
}

function messageOf(error: unknown): string {
  const message = textOf(read(error, "message"), maxMessageLength);
  if (message !== undefined) return message === "" ? "(no message)" : message;
  if (typeof error === "object" && error !== null) return "(an object without a message was thrown)";
  if (typeof error === "function") return "(a function was thrown)";
  return cut(String(error), maxMessageLength);
}

function nameOf(error: unknown): string {
  const name = textOf(read(error, "name"), maxNameLength);
  if (name !== undefined && name !== "") return name;
  return error === null ? "null" : typeof error;
}

/** One property, by whatever means the value gives it: a getter or a proxy may throw. */
function read(value: unknown, property: string): unknown {
  if ((typeof value !== "object" || value === null) && typeof value !== "function") return undefined;
  try {
    return Reflect.get(value, property);
  } catch {
    return undefined;
  }
}

function isA(value: unknown, constructor: typeof PermanentError | typeof RetryAfterError): boolean {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

function textOf(value: unknown, maxLength: number): string | undefined {
  return typeof value === "string" ? cut(value, maxLength) : undefined;
}

function cut(text: string, maxLength: number): string {
  const bounded = text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`;
  return bounded.replaceAll(/\p{Cs}/gu, "\ufffd"); // a lone surrogate cannot be stored as UTF-8
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
