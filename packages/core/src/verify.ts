import { isUint8Array } from "node:util/types";
import type { Provider } from "./provider.ts";
import type { VerifyOutcome } from "./scheme/scheme.ts";
import { type WebhookRequest, withStableHeaders } from "./webhook-request.ts";

export interface VerifyOptions {
  /** Any may verify (rotation). Asymmetric schemes take the public key. Keep the array: its keys are imported once. */
  readonly secrets: readonly string[];
  readonly now: Date | (() => Date);
  /** Seconds a signed timestamp may lie from `now`, either way; `0` means exactly now. Default: the provider's. */
  readonly toleranceSeconds?: number;
  /** What a provider needs besides: PayPal's webhook id, an audience, a topic ARN. */
  readonly settings?: Readonly<Record<string, string>>;
  /** For schemes that fetch keys or certificates, from pinned hosts only. */
  readonly fetch?: typeof fetch;
}

const noSettings: Readonly<Record<string, string>> = Object.freeze({});

/**
 * Whether the provider really sent this request. Never throws for bad input, and never says more to a caller who
 * only looks at `ok`.
 */
export async function verifyWebhook(
  provider: Pick<Provider, "scheme">,
  request: WebhookRequest,
  options: VerifyOptions,
): Promise<VerifyOutcome> {
  try {
    if (!isUint8Array(request.body)) return { ok: false, reason: "body_malformed" };
    const outcome = provider.scheme.verify({
      request: withStableHeaders(request),
      secrets: options.secrets,
      now: typeof options.now === "function" ? options.now() : options.now,
      toleranceSeconds: options.toleranceSeconds,
      settings: options.settings ?? noSettings,
      fetch: options.fetch,
    });
    return "ok" in outcome ? outcome : await outcome; // most answer at once, and need no turn of the loop
  } catch (cause) {
    // A sender must not be able to turn an unforeseen input into a crash: refused, and visible as a fault of ours.
    return { ok: false, reason: "scheme_failed", cause };
  }
}
