import type { Provider } from "../provider.ts";
import { headerPairs, type WebhookRequest } from "../webhook-request.ts";
import { watch } from "./probe.ts";

/** What is worth something to whoever reads it, and what says nothing about the event. */
const unwanted =
  /^(?:cookie|authorization|proxy-.*|connection|keep-alive|accept|accept-.*|te|upgrade|.*(?:api-?key|password|session|secret|credential|jwt).*)$/;

/**
 * The headers of a request that verifying it again and naming its events may need. Credentials and what concerns the
 * connection alone are left out, unless the provider's scheme reads them.
 */
export async function neededHeaders(
  provider: Pick<Provider, "scheme">,
  request: WebhookRequest,
  secrets: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const watched = watch(request);
  try {
    await provider.scheme.verify({
      request: watched.request,
      secrets: secrets.length === 0 ? ["00000000000000000000000000000000"] : secrets,
      now: new Date(0),
      settings: {},
    });
  } catch {
    // A scheme that fails on this request has read what it got to: that much is known.
  }
  const { headers } = watched.reads();
  return headerPairs(request.headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => headers.includes(name) || !unwanted.test(name));
}
