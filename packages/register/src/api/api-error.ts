import { HookyardError } from "@hookyard/core/errors";

export const apiErrorCodes = [
  /** 401 or 403. */
  "api_key_refused",
  "api_not_found",
  /** 429, still after waiting. */
  "api_rate_limited",
  /** Any other 4xx: the provider does not take what was asked. */
  "api_refused",
  /** 5xx, still after trying again. */
  "api_failed",
  "api_timeout",
  "api_unreachable",
  /** It answered something else than its documentation says. */
  "api_answer_invalid",
] as const;
export type ApiErrorCode = (typeof apiErrorCodes)[number];

/** A provider's API did not do what it was asked. The message names the provider, the call and what to do; no key. */
export class ApiError extends HookyardError {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  readonly provider: string;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(code: ApiErrorCode, provider: string, message: string, status?: number) {
    super(message); // without a cause: those of fetch may hold the address, and some addresses hold a token
    this.code = code;
    this.provider = provider;
    this.status = status;
  }
}
