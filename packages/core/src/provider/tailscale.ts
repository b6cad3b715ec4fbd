import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { tailscaleMapping } from "../mapping/tailscale.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Tailscale. The body is a list of events, each of which becomes one of its own. There are no event ids.
 *
 * A webhook that fails blocks the ones after it until it is retried, so answer 2xx.
 *
 * Scheme from Tailscale's own example of a receiver; how long it retries from memory, not confirmed.
 * @see https://tailscale.com/kb/1213/webhooks
 */
export const tailscale = defineProvider({
  id: "tailscale",
  name: "Tailscale",
  docs: "https://tailscale.com/kb/1213/webhooks",
  scheme: hmac({
    signature: "tailscale-webhook-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  split: (payload): readonly Json[] => (Array.isArray(payload) ? payload : [payload]),
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "timestamp"),
    subject: textAt(payload, "data.nodeID") ?? textAt(payload, "data.user") ?? textAt(payload, "tailnet"),
  }),
  // Retried with backoff, for a day as far as is known; two days to spare. Each event's own time tells equal ones apart.
  horizonSeconds: 3 * 86_400,
  domain: tailscaleMapping,
});
