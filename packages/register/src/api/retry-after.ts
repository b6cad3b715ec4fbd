/**
 * Seconds that an answer asks to wait: `Retry-After` in seconds or as a date, else the rate-limit headers with which
 * GitHub, Linear, Sentry, Twitch and others name the time of the next window. `undefined` where it does not say.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function retryAfterSeconds(headers: Headers, now: Date): number | undefined {
  const after = headers.get("retry-after");
  if (after !== null) {
    if (/^\d+(?:\.\d+)?$/.test(after.trim())) return Number(after);
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return Math.max(0, (date - now.getTime()) / 1000);
  }
  if (headers.get("x-ratelimit-remaining") === "0" || headers.get("ratelimit-remaining") === "0") {
    const reset = Number(headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset"));
    if (reset > 1_000_000_000) return Math.max(0, reset - now.getTime() / 1000); // a moment, in Unix seconds
    if (reset > 0) return reset;
  }
  return undefined;
}
