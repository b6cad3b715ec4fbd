import { fieldAt, parseIsoTime, textAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import type { Json } from "../event.ts";
import { twitchMapping } from "../mapping/twitch.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Twitch EventSub. The secret is the one given with the subscription. The challenge is signed, as all is; which kind
 * of message it is stands in a header that is not signed, so the body tells. A subscription that was taken back comes
 * as the type `revocation`.
 *
 * Scheme read in @twurple/eventsub-http 8.1.4. Delivery facts from memory, not confirmed.
 * @see https://dev.twitch.tv/docs/eventsub/handling-webhook-events/
 */
export const twitch = defineProvider({
  id: "twitch",
  name: "Twitch EventSub",
  docs: "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/",
  scheme: hmac({
    signature: "twitch-eventsub-message-signature",
    format: prefixed("sha256="),
    content: "{header:twitch-eventsub-message-id}{timestamp}{body}",
    timestamp: { header: "twitch-eventsub-message-timestamp", unit: "iso8601", toleranceSeconds: 600 },
  }),
  signedHandshakes: [answerChallenge()],
  body: json,
  identify: ({ payload, header }) => {
    const at = header("twitch-eventsub-message-timestamp");
    return {
      id: header("twitch-eventsub-message-id"), // signed, and the same on a retry
      type: isRevocation(payload) ? "revocation" : (textAt(payload, "subscription.type") ?? "unknown"),
      time: at === undefined ? undefined : parseIsoTime(at),
      subject: textAt(payload, "event.broadcaster_user_id") ?? textAt(payload, "event.user_id"),
    };
  },
  // Twitch says that it retries, not for how long; messages older than 10 minutes are refused in any case.
  horizonSeconds: 86_400,
  response: { status: 204 },
  // https://dev.twitch.tv/docs/eventsub/handling-webhook-events/#list-of-request-headers
  retries: { header: "twitch-eventsub-message-retry", from: 1 },
  domain: twitchMapping,
});

function isRevocation(payload: Json): boolean {
  const status = textAt(payload, "subscription.status");
  const hasEvent = fieldAt(payload, "event") !== undefined || fieldAt(payload, "events") !== undefined;
  return !hasEvent && status !== undefined && status !== "enabled";
}

function answerChallenge(): Handshake {
  return ({ payload }) => {
    if (payload === undefined || fieldAt(payload, "event") !== undefined) return undefined;
    const challenge = fieldAt(payload, "challenge");
    if (typeof challenge !== "string") return undefined;
    // Reflected input: plain text, and told not to be taken for anything else.
    return {
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: challenge,
    };
  };
}
