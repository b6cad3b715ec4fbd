import { isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { cloudflareStreamMapping } from "../mapping/cloudflare-stream.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { entries } from "../scheme/signature-format.ts";

/**
 * Cloudflare Stream: a video became ready to stream, or could not be made so.
 *
 * The body is the video itself, without an event id or type: the type is its state, `ready` or `error`.
 *
 * Scheme described in third-party code; retries are not published.
 * @see https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/
 */
export const cloudflareStream = defineProvider({
  id: "cloudflare-stream",
  name: "Cloudflare Stream",
  docs: "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/",
  scheme: hmac({
    signature: "webhook-signature",
    format: entries({ timestamp: "time=", signature: "sig1=" }),
    content: "{timestamp}.{body}",
    timestamp: { unit: "seconds", toleranceSeconds: 300 },
  }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined, // the video's id is the same in both of its events
    type: textAt(payload, "status.state") ?? "unknown",
    time: isoTimeAt(payload, "modified"),
    subject: textAt(payload, "uid"),
  }),
  // Nothing is published: generous.
  horizonSeconds: 3 * 86_400,
  domain: cloudflareStreamMapping,
});
