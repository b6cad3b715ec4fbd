import { ApiError } from "../api/api-error.ts";

/** What is thrown where a provider took a change, and leaves the endpoint switched off all the same. */
export function staysDisabled(provider: string): ApiError {
  return new ApiError(
    "api_refused",
    provider,
    `${provider}: cannot switch the webhook on: it took the change, and leaves it disabled. Switch it on there; or remove it with --remove, and register it again`,
  );
}
