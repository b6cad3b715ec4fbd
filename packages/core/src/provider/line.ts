import { fieldAt, textAt, unixMillisecondsAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { lineMapping } from "../mapping/line.ts";
import { defineProvider } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";

/**
 * LINE's Messaging API. The key is the channel secret. One request carries many events, and none when the console
 * checks the URL. Redelivery has to be switched on there; a redelivered event keeps its id.
 *
 * LINE's own library decodes leniently: what follows a good signature in the header is ignored by it, and refused here.
 *
 * Scheme read in @line/bot-sdk 11.2.0. Delivery facts from memory, not confirmed.
 * @see https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
 */
export const line = defineProvider({
  id: "line",
  name: "LINE",
  docs: "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/",
  scheme: hmac({ signature: "x-line-signature", encoding: "base64" }),
  body: json,
  split: (payload) => {
    const events = fieldAt(payload, "events");
    return Array.isArray(events) ? events : [payload];
  },
  identify: ({ payload }) => ({
    id: textAt(payload, "webhookEventId"),
    type: textAt(payload, "type") ?? "unknown",
    time: unixMillisecondsAt(payload, "timestamp"),
    subject:
      textAt(payload, "source.groupId") ??
      textAt(payload, "source.roomId") ??
      textAt(payload, "source.userId"),
  }),
  // For how long LINE redelivers it does not say; ample.
  horizonSeconds: 7 * 86_400,
  deadlineSeconds: 2,
  // `deliveryContext.isRedelivery` turns true on a redelivery.
  volatile: ["deliveryContext"],
  response: { status: 200 },
  retries: { field: "deliveryContext.isRedelivery", from: 1 },
  domain: lineMapping,
});
