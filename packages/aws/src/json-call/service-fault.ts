/** What a service answered in place of a result. Its name is the service's code, as of the SDK's errors. */
class ServiceFault extends Error {
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

/**
 * The fault in an answer. The code is after the `#` of its type, or in a header.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html#operation-error-serialization
 */
export function readFault(status: number, typeHeader: string | undefined, body: string): ServiceFault {
  const { __type, code, message, Message } = parseObject(body);
  const type = [typeHeader, __type, code].find(isText) ?? `HTTP ${status}`;
  const [name = ""] = type.slice(type.indexOf("#") + 1).split(":");
  const told = [message, Message].find(isText) ?? `the service answered ${status}`;
  return new ServiceFault(name, told, status);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Of what is no object, as a proxy's page of HTML, nothing. */
function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {}; // the status says enough
  }
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const transient = new Set([
  "BandwidthLimitExceeded",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "RequestTimeout",
  "RequestTimeoutException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TimeoutError",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/** Whether a call that ended so may succeed a moment later. */
export function isTransient(code: string, error: unknown): boolean {
  if (transient.has(code)) return true;
  return error instanceof ServiceFault && (error.status === 429 || error.status >= 500);
}

const skewed = new Set([
  "AuthFailure",
  "InvalidSignatureException",
  "RequestExpired",
  "RequestInTheFuture",
  "RequestTimeTooSkewed",
  "SignatureDoesNotMatch",
]);

/** Whether a signature was refused for what may be its time. */
export function isAboutTime(code: string): boolean {
  return skewed.has(code);
}
