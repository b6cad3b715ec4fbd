import type { PostEvent } from "./replay-ports.ts";

/** How long an address of the team's may take: somebody may be stepping through it. */
const timeoutMilliseconds = 60_000;

/**
 * Posts events in CloudEvents' structured mode, with the delivery's id in a header. Anything but a 2xx, and any failure
 * on the way, counts as not taken. Redirects are not followed: the event goes to the address that was named.
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#32-structured-content-mode
 */
export function createPostEvent(fetch: typeof globalThis.fetch): PostEvent {
  return async ({ url, text, deliveryId }) => {
    try {
      const response = await fetch(url, {
        method: "POST",
        body: text,
        headers: { "content-type": "application/cloudevents+json", "hookyard-delivery": deliveryId },
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false; // nobody there, or no answer in time: the report says how many
    }
  };
}
