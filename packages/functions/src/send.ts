import { type ConsumerContext, PermanentError, RetryAfterError } from "@hookyard/core";

export interface Sending {
  readonly url: URL;
  readonly body: unknown;
  readonly context: Pick<ConsumerContext, "idempotencyKey" | "signal" | "traceparent">;
  /** Default `POST`. */
  readonly method?: "POST" | "PUT" | "DELETE";
  /** What the receiver knows a repetition by. Default: the delivery's own key. */
  readonly idempotencyKey?: string;
}

/** When a receiver says "later" and not when. */
const defaultWaitSeconds = 30;

/** Refusals that may be over next time, in spite of their 4xx. */
const passing = new Set([408, 409, 423, 425]);

/**
 * Sends JSON and reads the answer's status the way a queue needs it: a 429 or 503 is tried again when the receiver
 * says, any other 4xx never, and the rest by the consumer's retry policy. The body of the answer is not read.
 */
export async function send({ url, body, context, method = "POST", idempotencyKey }: Sending): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": idempotencyKey ?? context.idempotencyKey,
      ...(context.traceparent !== undefined && { traceparent: context.traceparent }),
    },
    body: JSON.stringify(body),
    redirect: "error",
    signal: context.signal,
  });
  await response.body?.cancel();
  if (response.ok) return;

  const { status } = response;
  const receiver = url.host; // never the path or query: chat webhooks have their secret there
  if (status === 429 || status === 503) {
    throw new RetryAfterError(waitSeconds(response), `${receiver} answered ${status}`);
  }
  if (status >= 400 && status < 500 && !passing.has(status)) {
    throw new PermanentError(`${receiver} answered ${status}`);
  }
  throw new Error(`${receiver} answered ${status}`);
}

function waitSeconds(response: Response): number {
  const header = response.headers.get("retry-after") ?? "";
  return /^\d{1,9}$/.test(header) ? Number(header) : defaultWaitSeconds;
}
