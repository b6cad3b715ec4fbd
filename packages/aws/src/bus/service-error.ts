/** What a service, or the way to it, answered: its name is the code, as `ThrottlingException`. */
export function errorCodeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const { code } = error as { readonly code?: unknown }; // safe: read as unknown
  return error.name === "Error" && typeof code === "string" ? code : error.name;
}

/**
 * Codes with which trying the same again is of no use now: who we are, what we may, where it should go, what it is.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html
 */
const hopeless = new Set([
  "AWS.SimpleQueueService.BatchRequestTooLong",
  "AWS.SimpleQueueService.NonExistentQueue",
  "AccessDenied",
  "AccessDeniedException",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "InvalidArgument",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "MalformedDetail",
  "MissingAuthenticationToken",
  "NotAuthorized",
  "NotAuthorizedForDetailTypeException",
  "NotAuthorizedForSourceException",
  "OptInRequired",
  "BatchRequestTooLong",
  "CredentialsProviderError",
  "InvalidAddress",
  "InvalidMessageContents",
  "InvalidParameterValue",
  "MissingParameter",
  "QueueDoesNotExist",
  "ReservedSourceException",
  "ResourceNotFoundException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "ValidationError",
  "ValidationException",
]);

/** Whether the same may be taken a moment later. What is not known is tried again: its limits are time and number. */
export function isWorthRetrying(code: string): boolean {
  return !hopeless.has(code);
}

/** Whether a whole request was refused for what is in it, so that parts of it may still be taken. */
export function concernsContent(code: string): boolean {
  return code === "ValidationException" || code === "ValidationError" || code === "RequestEntityTooLarge";
}
