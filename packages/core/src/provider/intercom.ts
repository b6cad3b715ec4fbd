import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { intercomMapping } from "../mapping/intercom.ts";
import { defineProvider, type Handshake } from "../provider.ts";
import { hmac } from "../scheme/hmac.ts";
import { prefixed } from "../scheme/signature-format.ts";

/**
 * Intercom. The key is the app's client secret, and HMAC-SHA1 is all that Intercom offers. Saving the URL sends an
 * unsigned HEAD and a signed `ping`.
 *
 * Scheme from third-party code (hookdeck/webhook-skills, trigger.dev). What follows a 429 from Intercom's documentation; the one
 * retry and the 5 seconds from memory, not confirmed.
 * @see https://developers.intercom.com/docs/webhooks
 */
export const intercom = defineProvider({
  id: "intercom",
  name: "Intercom",
  docs: "https://developers.intercom.com/docs/webhooks",
  scheme: hmac({ signature: "x-hub-signature", format: prefixed("sha1="), algorithm: "sha1" }),
  handshakes: [answerHead()],
  body: json,
  identify: ({ payload }) => ({
    id: textAt(payload, "id"), // the same on a retry
    type: textAt(payload, "topic") ?? "unknown",
    time: unixTimeAt(payload, "created_at"),
    subject: textAt(payload, "data.item.id"),
  }),
  // One retry after a minute; after a 429 delayed by up to two hours and then dropped. A day to spare.
  // https://developers.intercom.com/docs/webhooks/webhook-notifications
  horizonSeconds: 86_400,
  deadlineSeconds: 5,
  // Counts the attempts of one notification.
  volatile: ["delivery_attempts", "delivery_status", "delivered_at", "first_sent_at"],
  retries: { field: "delivery_attempts", from: 2 },
  domain: intercomMapping,
});

function answerHead(): Handshake {
  return ({ request }) => (request.method === "HEAD" ? { status: 200 } : undefined);
}
