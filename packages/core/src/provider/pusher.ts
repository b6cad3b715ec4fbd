import { fieldAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { pusherMapping } from "../mapping/pusher.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * Pusher Channels. The key is the secret of the app's key named in `X-Pusher-Key`; with several keys list the secrets
 * of all. One request carries many events. They have no ids, and a channel is emptied and filled again, so the time
 * and place in the request make the id.
 *
 * Scheme read in pusher 5.3.4; 4 seconds and retries from Pusher's documentation.
 * @see https://pusher.com/docs/channels/server_api/webhooks/
 */
export const pusher = defineProvider({
  id: "pusher",
  name: "Pusher Channels",
  docs: "https://pusher.com/docs/channels/server_api/webhooks/",
  scheme: hmac({ signature: "x-pusher-signature" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload, whole, index }) => {
    const type = textAt(payload, "name") ?? "unknown";
    const channel = textAt(payload, "channel");
    const at = textAt(whole, "time_ms");
    return {
      id: at === undefined ? undefined : `${at}:${index}:${type}:${channel ?? ""}`,
      type,
      time: unixMillisecondsAt(whole, "time_ms"),
      subject: channel,
    };
  },
  // Retried for 5 minutes; a day to spare.
  // https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries
  horizonSeconds: 86_400,
  deadlineSeconds: 4,
  domain: pusherMapping,
});
