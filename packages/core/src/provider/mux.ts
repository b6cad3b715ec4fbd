import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { muxMapping } from "../mapping/mux.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Mux: uploads, assets, live streams.
 *
 * Unlike Mux's own library, a time in the future is refused too.
 *
 * Scheme read in @mux/mux-node 15.3.0, which is the tests' oracle; retries from memory, not confirmed.
 * @see https://www.mux.com/docs/core/verify-webhook-signatures
 */
export const mux = defineProvider({
  id: "mux",
  name: "Mux",
  docs: "https://www.mux.com/docs/core/verify-webhook-signatures",
  scheme: hmac({
    signature: "mux-signature",
    format: entries({ timestamp: "t=", signature: "v1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"),
    type: textAt(payload, "type") ?? "unknown",
    time: isoTimeAt(payload, "created_at"),
    subject: textAt(payload, "object.id") ?? textAt(payload, "data.id"),
  }),
  // 24 hours of retries, and a day to spare.
  horizonSeconds: 2 * 86_400,
  deadlineSeconds: 5,
  // The tries so far, and which of them this is.
  volatile: ["attempts"],
  domain: muxMapping,
});
