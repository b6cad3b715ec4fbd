import { fieldAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { viberMapping } from "../mapping/viber.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Viber bots. The key is the bot's authentication token. Setting the webhook sends a signed event `webhook`, which wants
 * success and nothing else, and is no event.
 *
 * Message tokens are numbers beyond 2^53, read as text. A message's `delivered` and `seen` carry the token of the
 * message, so the event belongs to the id.
 *
 * Scheme read in viber-bot 1.0.18. Delivery facts from memory, not confirmed.
 * @see https://developers.viber.com/docs/api/rest-bot-api/#callbacks
 */
export const viber = defineProvider({
  id: "viber",
  name: "Viber",
  docs: "https://developers.viber.com/docs/api/rest-bot-api/#callbacks",
  scheme: hmac({ signature: "x-viber-content-signature" }),
  signedHandshakes: [answerWebhookSet()],
  body: json,
  identify: ({ payload }) => {
    const type = textAt(payload, "event") ?? "unknown";
    const token = textAt(payload, "message_token");
    const user =
      textAt(payload, "sender.id") ?? textAt(payload, "user_id") ?? textAt(payload, "user.id") ?? undefined;
    return {
      id:
        token === undefined ? undefined : [type, token, user].filter((part) => part !== undefined).join(":"),
      type,
      time: unixMillisecondsAt(payload, "timestamp"),
      subject: user,
    };
  },
  // Viber says that it tries again, not for how long; ample.
  horizonSeconds: 3 * 86_400,
  response: { status: 200 },
  domain: viberMapping,
});

/** Sent when the webhook is set. */
function answerWebhookSet(): Handshake {
  return ({ payload }) =>
    payload !== undefined && fieldAt(payload, "event") === "webhook" ? { status: 200 } : undefined;
}
