import { OperatorError } from "@hookyard/core/operator/operator-error";
import { errorCodeOf } from "../bus/service-error.ts";

/**
 * The same object, whose methods throw `OperatorError` where AWS refused or did not answer: `aws_denied`,
 * `aws_throttled`, `aws_unreachable`, `aws_failed`. Every other error goes through as it is.
 */
export function tellingErrors<Told extends object>(told: Told): Told {
  const telling = Object.fromEntries(
    Object.entries(told).map(([name, value]: [string, unknown]) => [name, tellingValue(value)]),
  );
  return telling as Told; // safe: each property is what it was, or calls it
}

function tellingValue(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return tellingErrors(value);
  if (typeof value !== "function") return value;
  return async (...given: unknown[]): Promise<unknown> => {
    try {
      return await (value as (...given: unknown[]) => unknown)(...given); // safe: called as it was
    } catch (error) {
      throw awsError(error) ?? error;
    }
  };
}

const denied: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MissingAuthenticationToken",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
]);
const throttled: ReadonlySet<string> = new Set([
  "LimitExceededException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "ThroughputExceeded",
  "TooManyRequestsException",
]);
const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "TimeoutError",
]);

/** What AWS's answer is for an operator; `undefined` for an error that is not AWS's. */
export function awsError(error: unknown): OperatorError | undefined {
  const code = errorCodeOf(error);
  if (denied.has(code)) {
    return tell(
      "aws_denied",
      `AWS refused (${said(error, code)}). Whoever asks needs the permissions that docs/deploy.md lists, and credentials that are valid.`,
      error,
    );
  }
  if (throttled.has(code)) {
    return tell("aws_throttled", `AWS is too busy to answer (${code}). Try again in some seconds.`, error);
  }
  if (unreachable.has(code)) {
    return tell(
      "aws_unreachable",
      `AWS does not answer (${code}). Look at the network, and try again.`,
      error,
    );
  }
  return isServiceError(error)
    ? tell("aws_failed", `AWS answered with an error (${said(error, code)}).`, error)
    : undefined;
}

/** An answer of a service, as the SDK's errors are. */
function isServiceError(error: unknown): boolean {
  return error instanceof Error && "$metadata" in error;
}

/** One line of what the service says, which names actions and resources. */
function said(error: unknown, code: string): string {
  const message = error instanceof Error ? error.message.replace(/\s+/g, " ").slice(0, 500) : "";
  return message === "" || message === code ? code : `${code}: ${message}`;
}

function tell(code: string, message: string, cause: unknown): OperatorError {
  return new OperatorError(code, message, { cause });
}
