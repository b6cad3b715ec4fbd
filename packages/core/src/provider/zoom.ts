import { createHmac } from "node:crypto";
import { fieldAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { zoomMapping } from "../mapping/zoom.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Zoom. The key is the webhook secret token, the newest first: it answers Zoom's question about the URL too, which is
 * signed like everything else and comes again every 72 hours.
 *
 * Zoom's own library signs the parsed body put together again, which fails on spaces and escapes; the bytes as
 * received are what Zoom signs. An event has no id: the same bytes are the same event.
 *
 * Scheme read in @zoom/rivet 0.4.0; 3 seconds and retries from Zoom's documentation.
 * @see https://developers.zoom.us/docs/api/webhooks/
 */
export const zoom = defineProvider({
  id: "zoom",
  name: "Zoom",
  docs: "https://developers.zoom.us/docs/api/webhooks/",
  scheme: hmac({
    signature: "x-zm-signature",
    format: prefixed("v0="),
    content: "v0:{timestamp}:{body}",
    timestamp: { header: "x-zm-request-timestamp", unit: "seconds", toleranceSeconds: 300 },
  }),
  signedHandshakes: [answerValidation()],
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: textAt(payload, "event") ?? "unknown",
    time: unixMillisecondsAt(payload, "event_ts"),
    subject: textAt(payload, "payload.object.id"),
  }),
  // After 5, 20 and 60 minutes; a day to spare.
  // https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays
  horizonSeconds: 86_400,
  deadlineSeconds: 3,
  response: { status: 200 },
  domain: zoomMapping,
});

/** `endpoint.url_validation`: the token that came, and its HMAC. */
function answerValidation(): Handshake {
  return ({ payload, secrets }) => {
    if (payload === undefined || fieldAt(payload, "event") !== "endpoint.url_validation") return undefined;
    const plainToken = fieldAt(payload, "payload.plainToken");
    const secret = secrets.find((one) => one.trim() !== "");
    // What Zoom signs starts with `v0:`: a token like that would have a delivery signed.
    if (typeof plainToken !== "string" || !/^[\w-]{1,256}$/.test(plainToken) || secret === undefined)
      return undefined;
    const encryptedToken = createHmac("sha256", secret).update(plainToken, "utf8").digest("hex");
    return {
      status: 200,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: JSON.stringify({ plainToken, encryptedToken }),
    };
  };
}
