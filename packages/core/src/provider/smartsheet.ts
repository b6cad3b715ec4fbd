import { fieldAt, isoTimeAt, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { smartsheetMapping } from "../mapping/smartsheet.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Smartsheet: what changed in a sheet, by ids; many events in one callback.
 *
 * The key is the webhook's shared secret. No time is signed. The id is made of the callback's nonce and the event's
 * place in it. Before a webhook is enabled, and again and again after that, Smartsheet asks with an unsigned POST that
 * wants the value of a header back.
 *
 * Verification and payload from the documentation; scheme and retries from memory, not confirmed.
 * @see https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks
 */
export const smartsheet = defineProvider({
  id: "smartsheet",
  name: "Smartsheet",
  docs: "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks",
  scheme: hmac({ signature: "smartsheet-hmac-sha256" }),
  handshakes: [answerChallenge()],
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload, whole, index }) => {
    const nonce = textAt(whole, "nonce");
    const object = textAt(payload, "objectType");
    return {
      id: nonce === undefined ? undefined : `${nonce}:${index}`,
      // A callback without events says that the webhook itself was switched off or on.
      type:
        object === undefined ? "webhook.status" : `${object}.${textAt(payload, "eventType") ?? "unknown"}`,
      time: isoTimeAt(payload, "timestamp"),
      subject: textAt(payload, "id") ?? textAt(payload, "webhookId"),
    };
  },
  // Fourteen tries with growing pauses; over how long is not confirmed, so generous.
  horizonSeconds: 7 * 86_400,
  domain: smartsheetMapping,
});

/** Given back in a header alone, so that nothing of it is a document; only what such a value looks like. */
function answerChallenge(): Handshake {
  return ({ request, header }) => {
    const challenge = header("smartsheet-hook-challenge");
    if (request.method !== "POST" || challenge === undefined) return undefined;
    return /^[\w.+/=:-]{1,256}$/.test(challenge)
      ? { status: 200, headers: { "smartsheet-hook-response": challenge } }
      : undefined;
  };
}
